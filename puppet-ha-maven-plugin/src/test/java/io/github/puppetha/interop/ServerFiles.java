package io.github.puppetha.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a Puppet Server reads at its start, with every path below one directory. */
final class ServerFiles {
  /** Where Debian's packages have their configuration, inside a tree. */
  private static final String PACKAGED = "etc/puppet/puppetserver";

  private final RealPuppetServer.Settings settings;
  private final Path directory;

  ServerFiles(RealPuppetServer.Settings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  void write() throws IOException {
    for (String name : List.of("conf.d", "var", "log", "run")) {
      Files.createDirectories(directory.resolve(name));
    }
    Files.createDirectories(settings.code().resolve("environments"));
    Files.writeString(directory.resolve("puppet.conf"), puppetConf());
    Files.writeString(directory.resolve("logback.xml"), logging());
    Files.writeString(directory.resolve("access.xml"), accessLog());
    Files.writeString(directory.resolve("bootstrap.cfg"), services());
    conf("auth.conf", authorization());
    conf("metrics.conf", packaged("conf.d/metrics.conf"));
    conf("web-routes.conf", packaged("conf.d/web-routes.conf"));
    conf("ca.conf", "certificate-authority: { allow-subject-alt-names: true }\n");
    conf("global.conf", "global: { logging-config: \"" + directory + "/logback.xml\" }\n");
    conf("webserver.conf", webserver());
    conf("puppetserver.conf", jruby());
  }

  private void conf(String name, String text) throws IOException {
    Files.writeString(directory.resolve("conf.d").resolve(name), text);
  }

  private String packaged(String name) throws IOException {
    return Files.readString(RealParts.tree(settings.release()).resolve(PACKAGED).resolve(name));
  }

  private String puppetConf() {
    return """
        [main]
        certname = %1$s
        ssldir = %2$s/ssl
        vardir = %2$s/var
        logdir = %2$s/log
        rundir = %2$s/run
        cadir = %2$s/ca
        codedir = %3$s
        basemodulepath = %3$s/modules
        keylength = 2048
        server = %4$s
        serverport = %5$d
        dns_alt_names = %6$s
        [server]
        autosign = true
        versioned_environment_dirs = true
        """
        .formatted(
            settings.name(),
            directory,
            settings.code(),
            settings.caHost(),
            settings.caPort(),
            settings.altNames());
  }

  /** The packaged rules; in header mode identities come from headers, as a gateway sets them. */
  private String authorization() throws IOException {
    String rules = packaged("conf.d/auth.conf");
    return settings.headerMode()
        ? rules.replaceFirst("version: 1", "version: 1\n    allow-header-cert-info: true")
        : rules;
  }

  private String webserver() {
    return """
        webserver: {
          access-log-config: "%s/access.xml"
          client-auth: want
          ssl-host: "%s"
          ssl-port: %d
        }
        """
        .formatted(directory, settings.address(), settings.port());
  }

  private String jruby() {
    return """
        jruby-puppet: {
          ruby-load-path: ["/usr/lib/puppetserver/ruby/vendor_ruby"]
          gem-home: "%1$s/gems"
          gem-path: ["%1$s/gems", "/usr/lib/puppetserver/vendored-jruby-gems"]
          server-conf-dir: "%1$s"
          server-code-dir: "%2$s"
          server-var-dir: "%1$s/var"
          server-run-dir: "%1$s/run"
          server-log-dir: "%1$s/log"
          max-active-instances: 1
        }
        """
        .formatted(directory, settings.code());
  }

  private String logging() {
    return """
        <configuration>
          <appender name="FILE" class="ch.qos.logback.core.FileAppender">
            <file>%s/log/puppetserver.log</file>
            <encoder><pattern>%%d{HH:mm:ss.SSS} %%-5p [%%c{2}] %%m%%n</pattern></encoder>
          </appender>
          <root level="info"><appender-ref ref="FILE"/></root>
        </configuration>
        """
        .formatted(directory);
  }

  private String accessLog() {
    return """
        <configuration>
          <appender name="FILE" class="ch.qos.logback.core.FileAppender">
            <file>%s/log/access.log</file>
            <encoder><pattern>%%t{HH:mm:ss.SSS} %%i{X-Client-DN} "%%r" %%s %%b %%D</pattern></encoder>
          </appender>
          <appender-ref ref="FILE"/>
        </configuration>
        """
        .formatted(directory);
  }

  /** All packaged services but the one that asks the vendor for updates; the CA's is on or off. */
  private String services() throws IOException {
    String packaged =
        packaged("services.d/bootstrap.cfg")
            .lines()
            .filter(line -> !line.contains("analytics"))
            .collect(Collectors.joining("\n"));
    String ca = "puppetlabs.services.ca.certificate-authority-";
    ca +=
        settings.ca()
            ? "service/certificate-authority-service"
            : "disabled-service/certificate-authority-disabled-service";
    String watcher =
        "puppetlabs.trapperkeeper.services.watcher.filesystem-watch-service"
            + "/filesystem-watch-service";
    return String.join("\n", packaged, ca, watcher, "");
  }
}
