package io.github.puppetha.deploy;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a deployment does beyond bringing code to servers.
 *
 * @param by who deploys: user and host
 * @param keep how long a revision stays on disk after it was live
 * @param keepDeployments how many earlier revisions of each environment stay, however old
 * @param raise the number that the next decision gets, higher than all that are known
 * @param others how long to wait while another deployer is at work
 */
record Rules(String by, Duration keep, int keepDeployments, OptionalLong raise, Duration others) {}
