package io.github.puppetha.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A real Puppet Server with nothing but rendered files, paths and its address apart. */
final class RenderedServer {
  private static final String CONF = "puppetserver/conf.d/";

  private final RealPuppetServer server;
  private final Path directory;
  private final Map<String, String> files;
  private final String from;

  /**
   * Of one of a topology's servers.
   *
   * @param files all that is rendered
   */
  RenderedServer(RealPuppetServer server, Map<String, String> files) {
    this.server = server;
    this.directory = server.directory();
    this.files = files;
    this.from = "servers/" + server.name() + "/";
  }

  /**
   * Puts rendered files in the place of those that the server would have.
   *
   * @param variant where files are taken from if they differ: {@code behind-proxy/} or nothing
   */
  void place(String variant) throws IOException {
    puppet();
    services();
    Files.writeString(
        directory.resolve("conf.d/webserver.conf"),
        files
            .get(from + variant + CONF + "webserver.conf")
            .replace("0.0.0.0", server.settings().address())
            .replaceFirst("\"[^\"]*request-logging.xml\"", "\"" + directory + "/access.xml\""));
    Files.writeString(
        directory.resolve("conf.d/auth.conf"), files.get(from + variant + CONF + "auth.conf"));
    Files.deleteIfExists(directory.resolve("conf.d/ca.conf"));
    copy(CONF + "ca.conf", "conf.d/ca.conf");
  }

  private void puppet() throws IOException {
    String paths =
        Files.readAllLines(directory.resolve("puppet.conf")).stream()
            .filter(
                line -> line.matches("(ssldir|vardir|logdir|rundir|cadir|codedir|keylength) .*"))
            .collect(Collectors.joining("\n", "[main]\n", "\n"));
    Files.writeString(
        directory.resolve("puppet.conf"),
        files
            .get(from + "puppet/puppet.conf")
            .replace("[main]\n", paths)
            .replace("[server]\n", "[server]\nautosign = true\n"));
    copy("puppet/puppetdb.conf", "puppetdb.conf");
    copy("puppet/routes.yaml", "routes.yaml");
  }

  private void services() throws IOException {
    String others =
        Files.readAllLines(directory.resolve("bootstrap.cfg")).stream()
            .filter(line -> !line.contains("certificate-authority") && !line.contains("watch"))
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(
        directory.resolve("bootstrap.cfg"),
        others + files.get(from + "puppetserver/services.d/ca.cfg"));
  }

  private void copy(String rendered, String to) throws IOException {
    if (files.containsKey(from + rendered)) {
      Files.writeString(directory.resolve(to), files.get(from + rendered));
    }
  }

  /** What is live in its production environment. */
  void manifest(String text) throws IOException {
    Path manifests = server.environments().resolve("production/manifests");
    Files.createDirectories(manifests);
    Files.writeString(manifests.resolve("site.pp"), text);
  }
}
