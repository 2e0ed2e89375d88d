package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Commits and deploys two contents of each branch in turn until it is killed, and says where it is:
 * arguments topology, bare control repo, and {@code branch=tree,tree} for each branch.
 */
final class DeployLoop implements ProgressListener, Switches {
  private final Topology topology;
  private final Repository control;

  private DeployLoop(Topology topology, Repository control) {
    this.topology = topology;
    this.control = control;
  }

  public static void main(String[] arguments) throws Exception {
    Topology topology = Topology.load(Path.of(arguments[0]));
    try (Repository control =
        new FileRepositoryBuilder().setGitDir(new File(arguments[1])).setBare().build()) {
      List<String> branches = Arrays.asList(arguments).subList(2, arguments.length);
      System.out.println("ready");
      for (int i = 0; ; i++) {
        new DeployLoop(topology, control).round(branches, i);
        System.out.println("done");
      }
    }
  }

  private void round(List<String> branches, int round) throws IOException {
    for (String branch : branches) {
      String name = branch.substring(0, branch.indexOf('='));
      String[] trees = branch.substring(name.length() + 1).split(",");
      commit(name, ObjectId.fromString(trees[round % 2]));
    }
    DeployResult result = Deployer.builder(topology).switches(this).build().plan().execute(this);
    if (!result.ok()) {
      throw new IllegalStateException(result.toString());
    }
  }

  @Override
  public void started(String task, long steps) {
    if (task.startsWith("stage ")) {
      System.out.println("staging");
    }
  }

  @Override
  public Optional<String> begin(HostPort server, Map<String, String> trees) {
    System.out.println("switching");
    return Optional.empty();
  }

  @Override
  public Optional<String> end(HostPort server, Map<String, String> trees) {
    return Optional.empty();
  }

  /** A new commit each time, so that each deployment has something to fetch, stage and switch. */
  private void commit(String branch, ObjectId tree) throws IOException {
    String ref = "refs/heads/" + branch;
    try (ObjectInserter inserter = control.newObjectInserter()) {
      CommitBuilder builder = new CommitBuilder();
      builder.setTreeId(tree);
      builder.setParentId(control.resolve(ref));
      builder.setAuthor(new PersonIdent("t", "t@example.test"));
      builder.setCommitter(builder.getAuthor());
      builder.setMessage(Long.toString(System.nanoTime()));
      ObjectId commit = inserter.insert(builder);
      inserter.flush();
      RefUpdate update = control.updateRef(ref);
      update.setNewObjectId(commit);
      RefUpdate.Result result = update.forceUpdate();
      if (!commit.equals(control.resolve(ref))) {
        throw new IllegalStateException(ref + " was not moved: " + result);
      }
    }
  }
}
