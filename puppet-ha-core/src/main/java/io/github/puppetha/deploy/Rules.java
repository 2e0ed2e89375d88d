package io.github.puppetha.deploy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a deployment does beyond bringing code to servers.
 *
 * @param by who deploys: user and host
 * @param keep how long a revision stays on disk after it was live
 * @param keepDeployments how many earlier revisions of each environment stay, however old
 * @param raise the number that the next decision gets, higher than all that are known
 * @param others how long to wait while another deployer is at work
 * @param full whether everything that is staged already is read and held against its digest
 * @param r10k what an r10k.yaml asks for
 */
record Rules(
    String by,
    Duration keep,
    int keepDeployments,
    OptionalLong raise,
    Duration others,
    boolean full,
    R10kRules r10k) {

  /**
   * What an r10k.yaml asks for beyond sources and a directory.
   *
   * @param threads how many fetch at once
   * @param purgeEnvironments whether an environment without a branch is removed
   * @param allowed patterns of files that are carried along from one revision to the next
   * @param postrun a command that is run after each deployment; empty for none
   * @param warnings what is to be known of the file
   */
  record R10kRules(
      int threads,
      boolean purgeEnvironments,
      List<String> allowed,
      List<String> postrun,
      List<String> warnings) {
    static final R10kRules NONE = new R10kRules(16, true, List.of(), List.of(), List.of());
  }
}
