package io.github.puppetha.conf;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.github.puppetha.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code webserver.conf}: the listeners of a Puppet Server. */
final class WebserverConf {
  /** What may stand in a listener's block. */
  static final List<String> KEYS =
      List.of(
          "access-log-config",
          "acceptor-threads",
          "allow-renegotiation",
          "cipher-suites",
          "client-auth",
          "default-server",
          "gzip-enable",
          "host",
          "idle-timeout-milliseconds",
          "jmx-enable",
          "key-password",
          "keystore",
          "max-threads",
          "port",
          "post-config-script",
          "queue-max-size",
          "request-body-max-size",
          "request-header-max-size",
          "selector-threads",
          "shutdown-timeout-seconds",
          "so-linger-seconds",
          "ssl-acceptor-threads",
          "ssl-ca-cert",
          "ssl-cert",
          "ssl-cert-chain",
          "ssl-crl-path",
          "ssl-host",
          "ssl-key",
          "ssl-port",
          "ssl-protocols",
          "ssl-selector-threads",
          "static-content",
          "sni-required",
          "sni-host-check",
          "trust-password",
          "truststore");

  private final HoconFile file;
  private final List<Block> blocks = new ArrayList<>();

  private WebserverConf(HoconFile file) {
    this.file = file;
  }

  /**
   * One server with its plain and TLS listeners.
   *
   * @param file where it stands
   * @param title its key: {@code webserver}, or its name below that
   */
  record Block(HoconFile file, String title, ConfigObject values) {
    Optional<String> text(String key) {
      return Optional.ofNullable(values.get(key)).map(v -> String.valueOf(v.unwrapped()));
    }

    @Nullable SourceRange place(String key) {
      ConfigValue value = values.get(key);
      return value == null ? file.key(title, values) : file.key(key, value);
    }

    boolean has(String key) {
      return values.containsKey(key);
    }
  }

  static WebserverConf of(HoconFile file) {
    WebserverConf conf = new WebserverConf(file);
    file.object("webserver").ifPresent(conf::read);
    return conf;
  }

  /** One block of keys, or named blocks, as both forms are there. */
  private void read(ConfigObject webserver) {
    boolean named =
        !webserver.isEmpty()
            && webserver.values().stream().allMatch(ConfigObject.class::isInstance);
    if (!named) {
      blocks.add(new Block(file, "webserver", webserver));
      return;
    }
    for (Map.Entry<String, ConfigValue> entry : webserver.entrySet()) {
      blocks.add(new Block(file, entry.getKey(), (ConfigObject) entry.getValue()));
    }
  }

  List<Block> blocks() {
    return blocks;
  }
}
