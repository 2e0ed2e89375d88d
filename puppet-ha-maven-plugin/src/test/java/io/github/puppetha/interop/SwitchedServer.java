package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.conf.AuthRule;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A real Puppet Server with two JRubies and {@code environment_timeout = unlimited}, whose
 * auth.conf has the rules that a deployment asks for, and a control repo that is deployed to it.
 */
final class SwitchedServer implements AutoCloseable {
  private final RealLab lab;
  private final Release release;
  private final RealPuppetServer server;
  private final Path work;
  private final HttpTransport transport;

  private SwitchedServer(RealLab lab, Release release, RealPuppetServer server) throws IOException {
    this.lab = lab;
    this.release = release;
    this.server = server;
    work = lab.directory("work");
    transport =
        HttpTransport.builder().ssl(server.ssl(), server.name()).resolver(resolver()).build();
    git("init", "-q", "-b", "production", ".");
    git("init", "-q", "--bare", "../control.git");
  }

  static SwitchedServer start(Release release) throws IOException {
    RealLab lab = RealLab.open("switch-" + release.part());
    try {
      RealPuppetServer server = RealPuppetServer.withCa(lab, release, "puppet1", 11);
      configure(server);
      lab.host(server.name(), server.settings().address());
      server.launch().await();
      return new SwitchedServer(lab, release, server);
    } catch (IOException | RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static void configure(RealPuppetServer server) throws IOException {
    String rules =
        Arrays.stream(AuthRule.values())
            .map(rule -> rule.text(server.name()))
            .collect(Collectors.joining());
    edit(server.directory().resolve("conf.d/auth.conf"), "rules: \\[", "rules: [\n" + rules);
    edit(server.directory().resolve("conf.d/auth.conf"), "allow-header-cert-info: true", "");
    edit(
        server.directory().resolve("conf.d/puppetserver.conf"),
        "max-active-instances: 1",
        "max-active-instances: 2");
    edit(
        server.directory().resolve("puppet.conf"),
        "versioned_environment_dirs = true",
        "versioned_environment_dirs = true\nenvironment_timeout = unlimited");
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst(from, Matcher.quoteReplacement(to)));
  }

  private NameResolver resolver() {
    return host -> List.of(InetAddress.getByName(server.settings().address()));
  }

  private HostPort address() {
    return new HostPort(server.name(), server.settings().port());
  }

  Path environments() {
    return server.environments();
  }

  Path directory() {
    return lab.directory();
  }

  /** Its certname, which is that of an agent on its machine too. */
  String name() {
    return server.name();
  }

  /** What an agent on its machine keeps between runs. */
  Path vardir() {
    return server.directory().resolve("var");
  }

  /** Commits a file of the branch production and pushes it. */
  void push(String path, String text) throws IOException {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-q", "-m", path);
    git("push", "-q", "../control.git", "production");
  }

  private void git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Path log = lab.directory().resolve("git.log");
    if (RealLab.run(new ProcessBuilder(command).directory(work.toFile()), log, 60) != 0) {
      throw new IOException(command + " failed; see " + log);
    }
  }

  DeployResult deploy() throws IOException {
    return deploy(builder -> builder);
  }

  DeployResult deploy(UnaryOperator<Deployer.Builder> options) throws IOException {
    Topology topology = Topology.load(topology());
    return options
        .apply(Deployer.builder(topology).resolver(resolver()))
        .build()
        .plan()
        .execute(ProgressListener.NONE);
  }

  private Path topology() throws IOException {
    return Files.writeString(
        lab.directory().resolve("puppet-ha.yaml"),
        """
        identity: { ssldir: "%s", certname: "%s" }
        code: { cache: cache, sources: { control: { remote: "file://%s/control.git" } } }
        sites:
          ams:
            servers:
              - { host: "%s", code: "file://%s", puppetConf: "%s/puppet.conf", puppet: "%s" }
        """
            .formatted(
                server.ssl(),
                server.name(),
                lab.directory(),
                server.name(),
                server.environments(),
                server.directory(),
                puppet()));
  }

  /**
   * The release's own {@code puppet}, which is inside its tree; as an agent it is the server's
   * machine's, with what the server has in its puppet.conf.
   */
  private Path puppet() throws IOException {
    Path script = lab.directory().resolve("puppet");
    String command =
        lab.inside(release, List.of("puppet")).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    String agent = "[ \"$1\" != agent ] || set -- \"$@\" --confdir '" + server.directory() + "'\n";
    Files.writeString(script, "#!/bin/sh\n" + agent + "exec " + command + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  /** A node's catalog, as JSON. */
  PuppetResponse catalog(String environment) {
    String body =
        ("{\"certname\":\"n.test\",\"environment\":\"%s\",\"persistence\":{\"facts\":false,"
                + "\"catalog\":false},\"facts\":{\"values\":{}},\"trusted_facts\":{\"values\":{}},"
                + "\"options\":{\"prefer_requested_environment\":true}}")
            .formatted(environment);
    return transport
        .to(address())
        .send(PuppetRequest.post("/puppet/v4/catalog", "application/json", body));
  }

  /** The requests of one method and path, in its access log. */
  long requests(String method, String path) throws IOException {
    return server.requests().stream()
        .filter(line -> line.contains("\"" + method + " " + path))
        .count();
  }

  @Override
  public void close() {
    transport.close();
    lab.close();
  }
}
