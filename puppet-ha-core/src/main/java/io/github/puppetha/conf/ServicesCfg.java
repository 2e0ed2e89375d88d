package io.github.puppetha.conf;

import io.github.puppetha.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puppet Server's list of services, {@code services.d/ca.cfg} above all: a service a line, those
 * behind {@code #} are off. Immutable.
 *
 * @param file as problems name it
 * @param services those that are on, in the order of the file
 */
public record ServicesCfg(String file, List<Service> services) {
  /** The CA. */
  public static final String CA =
      "puppetlabs.services.ca.certificate-authority-service/certificate-authority-service";

  /** What stands in for the CA on a server that has none. */
  public static final String NO_CA =
      "puppetlabs.services.ca.certificate-authority-disabled-service"
          + "/certificate-authority-disabled-service";

  /** What reloads a CRL that has changed. */
  public static final String WATCHER =
      "puppetlabs.trapperkeeper.services.watcher.filesystem-watch-service"
          + "/filesystem-watch-service";

  /** Copies the list. */
  public ServicesCfg {
    services = List.copyOf(services);
  }

  /**
   * A service that is on.
   *
   * @param name namespace, a slash, name
   * @param range where
   */
  public record Service(String name, SourceRange range) {}

  /** Reads a text. */
  public static ServicesCfg parse(String file, String text) {
    List<Service> services = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!name.isEmpty()) {
        int start = line.indexOf(name) + 1;
        services.add(
            new Service(name, new SourceRange(number, start, number, start + name.length())));
      }
    }
    return new ServicesCfg(file, services);
  }

  /** The service of this name, when it is on. */
  public Optional<Service> find(String name) {
    return services.stream().filter(service -> service.name().equals(name)).findFirst();
  }
}
