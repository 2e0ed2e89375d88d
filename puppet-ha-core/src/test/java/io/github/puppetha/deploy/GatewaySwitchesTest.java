package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.SwitchNotice;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What gateways are told of a switch, and what becomes of it when they cannot be. */
@Timeout(60)
class GatewaySwitchesTest {
  private static final HostPort AMS = new HostPort("puppet1.ams.test", 8140);
  private static final HostPort GATEWAY = new HostPort("gw1.ams.test", 8140);
  private static final HostPort SECOND = new HostPort("gw2.ams.test", 8140);
  private static final Map<String, String> TREES = Map.of("production", "production_aaaaaaaa");

  @TempDir Path root;
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private TwoSites sites;
  private Topology topology;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    topology = topology("files");
  }

  private Topology topology(String pin) throws IOException {
    sites.topology("all");
    Path file = sites.root.resolve("puppet-ha.yaml");
    String text =
        Files.readString(file)
            .replace(
                "  ams:\n",
                "  ams:\n    gateways: [{ host: gw1.ams.test }, { host: gw2.ams.test }]\n")
            .replace("policy: all,", "policy: all, pin: " + pin + ",");
    Files.writeString(file, text);
    return Topology.load(file);
  }

  private Sender gateway(HostPort address) {
    return request -> {
      SwitchNotice notice = SwitchNotice.read(new String(request.body(), StandardCharsets.UTF_8));
      told.add(
          address.host()
              + " "
              + notice.event()
              + " "
              + notice.server().host()
              + " "
              + notice.trees().keySet()
              + (notice.ruby() ? " ruby" : ""));
      return PuppetResponse.text(204, "");
    };
  }

  @Test
  void theGatewaysOfTheServersSiteHearOfItAndNoOthers() {
    GatewaySwitches switches = new GatewaySwitches(topology, this::gateway);
    assertThat(switches.begin(AMS, TREES)).isEmpty();
    assertThat(switches.end(AMS, TREES, true)).isEmpty();
    assertThat(switches.begin(new HostPort("puppet1.fra.test", 8140), TREES)).isEmpty();
    assertThat(told)
        .containsExactlyInAnyOrder(
            "gw1.ams.test BEGIN puppet1.ams.test [production]",
            "gw2.ams.test BEGIN puppet1.ams.test [production]",
            "gw1.ams.test END puppet1.ams.test [production] ruby",
            "gw2.ams.test END puppet1.ams.test [production] ruby");
  }

  @Test
  void aDeploymentGoesOnWithoutAGatewayAndSaysSo() {
    GatewaySwitches switches =
        new GatewaySwitches(
            topology,
            address ->
                request -> {
                  if (address.equals(GATEWAY)) {
                    throw new ServerUnreachableException(address, "no connection", null);
                  }
                  return PuppetResponse.text(403, "no");
                });
    DeployResult result =
        Deployer.builder(topology).switches(switches).build().plan().execute(ProgressListener.NONE);
    assertThat(result.ok()).isTrue();
    ServerResult ams = result.servers().get(0);
    assertThat(ams.state()).isEqualTo(State.ACTIVE);
    assertThat(ams.message())
        .contains("not told of the switch", "gw1.ams.test:8140 (no connection)")
        .contains("gw2.ams.test:8140", "deploy.deployers");
    assertThat(ams.windowSeconds()).isPositive();
    assertThat(DeployJson.write(result)).contains("\"windowSeconds\" : ");
  }

  @Test
  void aGatewayThatHangsIsNotWaitedForLongerThanItsPatience() {
    CountDownLatch never = new CountDownLatch(1);
    GatewaySwitches switches =
        new GatewaySwitches(
            topology,
            address ->
                request -> {
                  if (address.equals(SECOND)) {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                  return PuppetResponse.text(204, "");
                });
    long begun = System.nanoTime();
    assertThat(switches.begin(AMS, TREES))
        .get()
        .asString()
        .contains("gw2.ams.test:8140 (no answer");
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(GatewaySwitches.PATIENCE)
        .isLessThan(GatewaySwitches.PATIENCE.multipliedBy(10));
    never.countDown();
  }

  @Test
  void thePlanSaysWhichAgentsAreNotKeptAtOneRevision() {
    List<String> warnings = Deployer.builder(topology).build().plan().warnings();
    assertThat(warnings).singleElement().asString().contains("fra", "puppet1.fra.test:8140");
  }

  @Test
  void withPinnedCatalogsThePlanNamesWhatAsksForTheEnvironment() throws IOException {
    sites.control.file("manifests/site.pp", "include ntp\nnotify { \"in ${environment}\": }\n");
    sites.control.file("manifests/other.pp", "$environment_of = $my_environment\n");
    sites.control.file(
        "hiera.yaml",
        "---\nversion: 5\nhierarchy:\n  - name: x\n" + "    path: \"%{::environment}.yaml\"\n");
    sites.control.push("environment");
    sites.module.file("templates/a.erb", "x\n<%= @environment %>\n").push("3");
    sites.module.git("tag", "v3");
    sites.module.push("tags");
    sites.control.file("Puppetfile", sites.puppetfile("v3")).push("v3");
    List<String> files = Deployer.builder(topology("files")).build().plan().warnings();
    assertThat(files).hasSize(1);
    Path conf = root.resolve("puppet.conf");
    Files.writeString(
        conf,
        "[server]\nversioned_environment_dirs = true\nnode_terminus = exec\n"
            + "external_nodes = /bin/enc\n");
    topology("catalogs");
    Path file = sites.root.resolve("puppet-ha.yaml");
    String text = Files.readString(file);
    int at = text.indexOf("\" }", text.indexOf("puppet1.fra.test"));
    Files.writeString(
        file,
        text.substring(0, at) + "\", puppetConf: \"" + conf + "\" }" + text.substring(at + 3));
    List<String> warnings = Deployer.builder(Topology.load(file)).build().plan().warnings();
    assertThat(warnings).hasSize(3);
    assertThat(warnings.get(1))
        .contains("hiera.yaml:5", "manifests/site.pp:2", "modules/ntp/templates/a.erb:2")
        .doesNotContain("other.pp");
    assertThat(warnings.get(2)).contains("puppet1.fra.test:8140", "node_terminus = exec");
  }
}
