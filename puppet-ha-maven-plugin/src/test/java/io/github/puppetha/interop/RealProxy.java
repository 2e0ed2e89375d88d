package io.github.puppetha.interop;

import io.github.puppetha.conf.ProxyConf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A proxy of another make, of this machine's packages, with what is rendered for it. */
enum RealProxy {
  NGINX("nginx", "nginx -c %1$s/main.conf -e %1$s/error.log") {
    @Override
    String main(Path directory) {
      return """
          user root;
          daemon off;
          worker_processes 1;
          pid %1$s/pid;
          error_log %1$s/error.log;
          events { worker_connections 256; }
          http {
            access_log %1$s/access.log;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            include %1$s/rendered;
          }
          """
          .formatted(directory);
    }

    @Override
    String rendered(ProxyConf conf) {
      return conf.nginx();
    }
  },
  APACHE("apache2", "apache2 -f %1$s/main.conf -DFOREGROUND") {
    @Override
    String main(Path directory) {
      return """
          ServerRoot %1$s
          PidFile %1$s/pid
          DefaultRuntimeDir %1$s
          Mutex file:%1$s default
          User www-data
          Group www-data
          ServerName localhost
          ErrorLog %1$s/error.log
          LogLevel warn
          %2$s
          Include %1$s/rendered
          """
          .formatted(
              directory,
              Stream.of(
                      "mpm_event authz_core ssl socache_shmcb headers rewrite proxy proxy_http"
                          + " proxy_balancer lbmethod_byrequests slotmem_shm")
                  .flatMap(names -> Stream.of(names.split(" ")))
                  .map(
                      name ->
                          "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so"
                              .formatted(name))
                  .collect(Collectors.joining("\n")));
    }

    @Override
    String rendered(ProxyConf conf) {
      return conf.apache();
    }
  },
  HAPROXY("haproxy", "haproxy -db -f %1$s/rendered") {
    @Override
    String main(Path directory) {
      return "";
    }

    @Override
    String rendered(ProxyConf conf) {
      return conf.haproxy();
    }
  };

  private final String program;
  private final String command;

  RealProxy(String program, String command) {
    this.program = program;
    this.command = command;
  }

  abstract String main(Path directory);

  abstract String rendered(ProxyConf conf);

  /** Skips or fails the test when a program is missing. */
  static void need() {
    List<String> missing = new ArrayList<>();
    for (RealProxy proxy : values()) {
      if (!Files.isExecutable(Path.of("/usr/sbin", proxy.program))) {
        missing.add(proxy.program);
      }
    }
    RealParts.needPrograms(missing);
  }

  /** Starts it where the configuration says, and waits until it listens. */
  Process start(RealLab lab, ProxyConf conf) throws IOException {
    Path directory = lab.directory(program);
    Files.writeString(directory.resolve("main.conf"), main(directory));
    Files.writeString(directory.resolve("rendered"), rendered(conf));
    // As the file's own comment tells; only HAProxy reads it.
    Files.writeString(
        conf.ssldir().resolve(conf.name() + "-haproxy.pem"),
        Files.readString(conf.ssldir().resolve("certs/" + conf.name() + ".pem"))
            + Files.readString(conf.ssldir().resolve("private_keys/" + conf.name() + ".pem")));
    Path log = directory.resolve("out.log");
    Process process = lab.startHere(List.of(command.formatted(directory).split(" ")), log);
    RealLab.await(program, process, directory, 20, () -> listens(conf));
    return process;
  }

  private static boolean listens(ProxyConf conf) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(conf.listen().host(), conf.listen().port()), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
