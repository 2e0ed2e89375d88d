package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.io.Processes;
import io.github.puppetha.sshd.RealSshd;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deployments to directories behind the real sshd, by ssh and by the real rsync. */
class SshDeployInteropTest {
  @TempDir Path temporary;
  private Path root;
  private TwoSites sites;
  private RealSshd sshd;

  @BeforeAll
  static void need() {
    RealSshd.need("rsync");
  }

  @BeforeEach
  void start() throws IOException {
    root = temporary.toRealPath();
    sites = new TwoSites(root);
    sshd = RealSshd.start(root.resolve("sshd"));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  private Topology topology(String scheme, String policy) throws IOException {
    return topology(url(scheme, sites.ams()), url(scheme, sites.fra()), policy);
  }

  private Topology topology(String ams, String fra, String policy) throws IOException {
    Path file = root.resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        code:
          cache: cache
          ssh: "%s"
          sources:
            control: { remote: "%s" }
        deploy: { policy: %s, minPerSite: 0, keepDeployments: 0 }
        sites:
          ams:
            servers:
              - { host: puppet1.ams.test, code: "%s" }
          fra:
            servers:
              - { host: puppet1.fra.test, code: "%s" }
        """
            .formatted(sshd.config(), sites.control.url(), policy, ams, fra));
    return Topology.load(file);
  }

  private String url(String scheme, Path directory) {
    return scheme + "://" + sshd.user() + "@127.0.0.1:" + sshd.port() + directory;
  }

  private static DeployResult deploy(Topology topology) {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }

  private static void allAre(DeployResult result, State state) {
    assertThat(result.servers()).as(result.toString()).hasSize(2);
    assertThat(result.servers()).as(result.toString()).allMatch(s -> s.state() == state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "rsync"})
  void whatIsThereIsAsAFileDeploymentMakesIt(String scheme) throws IOException {
    sites.module.file("a 'b\" $(c) \nd", "odd\n").file("bin/run", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        sites.module.work().resolve("bin/run"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(sites.module.work().resolve("link"), Path.of("bin/run"));
    Files.createDirectories(sites.module.work().resolve("long/" + "x".repeat(120)));
    sites.module.file("long/" + "x".repeat(120) + "/" + "y".repeat(120), "long\n");
    sites.module.push("odd names");
    sites.control.file("Puppetfile", sites.puppetfile("production")).push("odd names");
    allAre(deploy(topology(scheme, "all")), State.ACTIVE);
    Path file = root.resolve("plain/environments");
    Files.createDirectories(file.getParent());
    Topology plain = topology("file://" + file, url(scheme, sites.fra()), "all");
    assertThat(deploy(plain).servers()).anyMatch(s -> s.state() == State.ACTIVE);
    assertThat(listing(sites.ams())).isEqualTo(listing(file)).isNotEmpty();
    assertThat(DeployedState.read(sites.ams())).isEqualTo(DeployedState.read(file));
    assertThat(Files.readString(sites.ams().resolve("production/modules/ntp/bin/run")))
        .isEqualTo("#!/bin/sh\n");
  }

  /** Every path with its mode and content or target, but times, locks and paths of the root. */
  private static Map<String, String> listing(Path root) throws IOException {
    Map<String, String> listing = new java.util.TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String name = root.relativize(path).toString();
        // Seals are kept by those who deploy on the machine itself.
        if (name.matches("\\.puppet-ha/(lock|flock|journal|.*\\.seal)")) {
          continue;
        }
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        String what = "";
        if (Files.isSymbolicLink(path)) {
          what = Files.readSymbolicLink(path).toString().replace(root.toString(), "ROOT");
        } else if (Files.isRegularFile(path)) {
          what =
              Files.readString(path)
                  .replaceAll("\"(started|finished)_at\" : \"[^\"]*\"", "\"time\"");
        }
        listing.put(name, mode + " " + what);
      }
    }
    return listing;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "rsync"})
  void onlyWhatChangedIsSent(String scheme) throws IOException {
    StringBuilder large = new StringBuilder();
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 30_000; i++) {
      large.append(Long.toString(random.nextLong(), 36)).append('\n');
    }
    sites.module.file("files/large", large.toString()).push("large");
    sites.control.file("Puppetfile", sites.puppetfile("production")).push("large");
    Topology topology = topology(scheme, "all");
    DeployResult first = deploy(topology);
    allAre(first, State.ACTIVE);
    assertThat(first.servers()).allMatch(s -> s.bytesSent() > 150_000, "a whole module");
    DeployResult again = deploy(topology);
    allAre(again, State.UNCHANGED);
    assertThat(again.servers()).allMatch(s -> s.bytesSent() < 10_000, "only the question");
    sites.control.file("manifests/site.pp", "include ntp # changed\n").push("one file");
    DeployResult one = deploy(topology);
    allAre(one, State.ACTIVE);
    assertThat(one.servers()).as(one.toString()).allMatch(s -> s.bytesSent() < 20_000, "one file");
    assertThat(Files.readString(sites.fra().resolve("production/manifests/site.pp")))
        .isEqualTo("include ntp # changed\n");
    sites.module.file("files/large", large + "one more line\n").push("longer");
    sites.control.file("Puppetfile", sites.puppetfile("production")).push("longer");
    DeployResult longer = deploy(topology);
    allAre(longer, State.ACTIVE);
    if (scheme.equals("rsync")) {
      assertThat(longer.servers()).as(longer.toString()).allMatch(s -> s.bytesSent() < 30_000);
    }
    assertThat(Files.readString(sites.ams().resolve("production/modules/ntp/files/large")))
        .endsWith("\none more line\n");
    assertThat(hardLinked(sites.ams())).isEmpty();
  }

  private static List<Path> hardLinked(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      List<Path> linked = new ArrayList<>();
      for (Path path :
          paths.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).toList()) {
        if ((int) Files.getAttribute(path, "unix:nlink") > 1) {
          linked.add(path);
        }
      }
      return linked;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "rsync"})
  void whatDiffersIsNamedAndTheNextDeploymentMendsIt(String scheme) throws IOException {
    Topology topology = topology(scheme, "all");
    sites.control.file("data/common.yaml", "a: 1\n").push("data");
    deploy(topology);
    Path live = sites.ams().resolve("production");
    Path module = live.resolve("modules/ntp/manifests/init.pp").toRealPath();
    FileTime time = Files.getLastModifiedTime(module);
    Files.writeString(module, "class NTP { }\n");
    Files.setLastModifiedTime(module, time);
    Files.writeString(live.resolve("extra 'x'.pp"), "x");
    Files.delete(live.resolve("data/common.yaml"));
    Files.setPosixFilePermissions(
        live.resolve("manifests/site.pp"), PosixFilePermissions.fromString("rw-------"));
    DriftReport drift = Deployer.builder(topology).build().drift();
    assertThat(drift.servers().get(0).differences().stream().map(Difference::toString))
        .containsExactly(
            "removed data/common.yaml",
            "added extra 'x'.pp",
            "mode manifests/site.pp",
            "changed modules/ntp/manifests/init.pp");
    DeployResult result = deploy(topology);
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.UNCHANGED);
    assertThat(result.servers().get(0).message()).contains("laid down anew", ".puppet-ha/mended");
    assertThat(Deployer.builder(topology).build().drift().clean()).isTrue();
    assertThat(module).hasContent("class ntp { }\n");
    try (Stream<Path> kept = Files.walk(sites.ams().resolve(".puppet-ha/mended"))) {
      assertThat(kept.filter(p -> p.endsWith("manifests/init.pp")))
          .singleElement()
          .satisfies(p -> assertThat(p).hasContent("class NTP { }\n"));
    }
    assertThat(debris(sites.ams())).isEmpty();
    allAre(deploy(topology), State.UNCHANGED);
  }

  @Test
  void whatStatCannotTellIsFoundByReadingAll() throws IOException {
    Topology topology = topology("ssh", "all");
    deploy(topology);
    Path tree = sites.ams().resolve("production").toRealPath();
    Path file = tree.resolve("manifests/site.pp");
    Path sealed = tree.resolveSibling(tree.getFileName() + ".seal");
    Files.writeString(file, "include ntp\n"); // touched, and the same
    String before = Files.readString(sealed);
    allAre(deploy(topology), State.UNCHANGED);
    assertThat(Files.readString(sealed)).isNotEqualTo(before);
    Files.writeString(file, "include evil\n");
    Files.writeString(sealed, stats(tree));
    allAre(deploy(topology), State.UNCHANGED);
    Deployer.builder(topology).verify(true).build().plan().execute(ProgressListener.NONE);
    assertThat(sites.ams().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(3)), ZoneOffset.UTC);
    at(topology, later);
    sites.control.file("x", "x").push("x");
    at(topology, Clock.fixed(Instant.now().plus(Duration.ofDays(6)), ZoneOffset.UTC));
    at(topology, Clock.fixed(Instant.now().plus(Duration.ofDays(9)), ZoneOffset.UTC));
    assertThat(sites.ams().resolve(".puppet-ha/mended")).isEmptyDirectory();
    try (Stream<Path> seals = Files.list(tree.getParent())) {
      assertThat(seals.filter(p -> p.toString().endsWith(".seal"))).hasSize(1);
    }
  }

  /** As the server's seal has it. */
  private String stats(Path tree) throws IOException {
    String script = RemoteShell.script("seal") + "LC_ALL=C; export LC_ALL; stats \"$1\"";
    List<String> command = List.of("sh", "-c", script, "sh", tree.toString());
    return Processes.run(command, root, Map.of(), Duration.ofSeconds(20)).out();
  }

  @Test
  void whatIsOldIsSweptAndWhatIsUsedStays() throws IOException {
    Topology topology = topology("ssh", "all");
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(3)), ZoneOffset.UTC);
    Clock muchLater = Clock.fixed(Instant.now().plus(Duration.ofDays(6)), ZoneOffset.UTC);
    deploy(topology);
    Path first = sites.ams().resolve("production").toRealPath();
    sites.control.file("Puppetfile", sites.puppetfile("v2")).push("second");
    allAre(at(topology, later), State.ACTIVE);
    assertThat(first).as("it was live a moment ago").isDirectory();
    allAre(at(topology, muchLater), State.UNCHANGED);
    assertThat(first).doesNotExist();
    assertThat(sites.ams().resolve(first.getFileName())).doesNotExist();
    try (Stream<Path> modules = Files.list(sites.ams().resolve(".puppet-ha/modules"))) {
      assertThat(modules.filter(Files::isDirectory)).hasSize(1);
    }
    assertThat(Files.readString(sites.ams().resolve("production/modules/ntp/manifests/init.pp")))
        .contains("two");
    assertThat(debris(sites.ams())).isEmpty();
    allAre(at(topology, muchLater), State.UNCHANGED);
  }

  private static DeployResult at(Topology topology, Clock clock) {
    return Deployer.builder(topology).clock(clock).build().plan().execute(ProgressListener.NONE);
  }

  static List<String> debris(Path site) throws IOException {
    List<String> debris = new ArrayList<>();
    for (Path directory : List.of(site, site.resolve(".puppet-ha"))) {
      try (Stream<Path> files = Files.list(directory)) {
        files.map(Path::toString).filter(f -> f.endsWith(".tmp")).forEach(debris::add);
      }
    }
    try (Stream<Path> files = Files.list(site.resolve(".puppet-ha/tmp"))) {
      files.map(Path::toString).forEach(debris::add);
    }
    return debris;
  }

  @Test
  void environmentsThatAreGoneLoseTheirLink() throws IOException {
    Topology topology = topology("ssh", "all");
    sites.control.branch("feature").file("x", "x").push("feature");
    deploy(topology);
    assertThat(sites.ams().resolve("feature/x")).exists();
    sites.control.checkout("production").git("push", "-q", "origin", ":feature");
    deploy(topology);
    assertThat(sites.ams().resolve("feature")).doesNotExist();
    assertThat(sites.ams().resolve("production/manifests")).exists();
  }

  @Test
  void aLowerNumberIsRefused() throws Exception {
    Topology topology = topology("ssh", "all");
    DeployPlan old = Deployer.builder(topology).build().plan();
    deploy(topology);
    sites.control.file("x", "x").push("second");
    deploy(topology);
    Decision first = new Decision(1, Instant.now(), "late", old.decision().environments());
    Target target =
        Target.of(topology.sites(), io.github.puppetha.code.Ssh.of(sshd.config())).get(0);
    try (TargetDirectory directory = target.open()) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () ->
                  directory.activate(
                      first,
                      new Activation(
                          Duration.ofSeconds(5),
                          Duration.ofHours(1),
                          0,
                          false,
                          Instant.now(),
                          Map.of())))
          .hasMessageContaining("is live there, which is later than 1");
    }
    assertThat(sites.ams().resolve("production/x")).exists();
  }

  @Test
  void whatIsNotOursIsNotTouched() throws IOException {
    Files.createDirectories(sites.fra().resolve("production/manifests"));
    Files.createDirectories(sites.ams().resolve("production"));
    Topology topology = topology("ssh", "all");
    DeployResult refused = deploy(topology);
    assertThat(refused.servers())
        .anySatisfy(
            s -> {
              assertThat(s.state()).isEqualTo(State.FAILED);
              assertThat(s.message()).contains(sites.fra() + "/production is there already");
            });
    DeployResult taken =
        Deployer.builder(topology).takeOver(true).build().plan().execute(ProgressListener.NONE);
    allAre(taken, State.ACTIVE);
    try (Stream<Path> aside = Files.list(sites.fra().resolve(".puppet-ha/replaced"))) {
      assertThat(aside).hasSize(1).allMatch(p -> Files.isDirectory(p.resolve("manifests")));
    }
  }

  @Test
  void aHostThatIsNotThereIsUnreachableAndTheOthersGoOnByPolicy() throws IOException {
    RealSshd gone = RealSshd.start(root.resolve("gone"));
    gone.close();
    String nowhere = "ssh://" + sshd.user() + "@127.0.0.1:" + gone.port() + sites.fra();
    DeployResult result = deploy(topology(url("ssh", sites.ams()), nowhere, "reachable"));
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.UNREACHABLE);
    assertThat(result.servers().get(1).message())
        .contains("127.0.0.1:" + gone.port())
        .contains("is sshd running there");
    allAre(
        deploy(topology("ssh", "reachable")).servers().size() == 2
            ? deploy(topology("ssh", "reachable"))
            : result,
        State.UNCHANGED);
  }

  @Test
  void hostileAddressesAreRefused() {
    for (String code :
        List.of(
            "ssh://root:secret@host/srv/environments",
            "ssh://host/",
            "ssh://host/srv/a%0Ab",
            "ssh://-oProxyCommand=id@host/srv/environments",
            "rsync://a%20b@host/srv/environments")) {
      Target target =
          new Target(
              List.of(),
              URI.create(code),
              null,
              java.util.Set.of(),
              io.github.puppetha.code.Ssh.of(sshd.config()));
      try (TargetDirectory directory = target.open()) {
        Target.Obstacle obstacle = directory.obstacle();
        assertThat(obstacle).as(code).isNotNull();
        assertThat(obstacle.message()).as(code).doesNotContain("secret");
      }
    }
  }

  @Test
  void pathsAreTakenAsTheyAre() throws IOException {
    Path odd = root.resolve("it's $(touch x) \"odd\" ;|&");
    Files.createDirectories(odd);
    String encoded = odd.resolve("environments").toUri().getRawPath();
    for (String scheme : List.of("ssh", "rsync")) {
      String code = scheme + "://" + sshd.user() + "@127.0.0.1:" + sshd.port() + encoded;
      assertThat(deploy(topology(code, url(scheme, sites.fra()), "all")).ok()).isTrue();
      assertThat(odd.resolve("environments/production/manifests/site.pp")).exists();
      sites.control.file("n", scheme).push(scheme);
    }
  }
}
