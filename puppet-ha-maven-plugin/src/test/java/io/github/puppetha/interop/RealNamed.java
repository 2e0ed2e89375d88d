package io.github.puppetha.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** BIND, the authority of the lab's zone, on the lab's DNS address and port 53. */
final class RealNamed implements AutoCloseable {
  private final RealLab lab;
  private final Path directory;
  private final Process process;

  private RealNamed(RealLab lab, Path directory, Process process) {
    this.lab = lab;
    this.directory = directory;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param records lines of a zone file, relative to the lab's domain
   */
  static RealNamed start(RealLab lab, List<String> records) throws IOException {
    Path directory = lab.directory("named");
    Files.writeString(directory.resolve("zone"), zone(lab, records));
    Files.writeString(directory.resolve("named.conf"), configuration(lab, directory));
    Path log = directory.resolve("named.log");
    // BIND takes only addresses that an interface has; of 127.0.0.0/8 the loopback interface lists
    // just one.
    String address = lab.dns() + "/32";
    if (ip(lab, log, "add", address) != 0) {
      throw new IOException("cannot add " + address + " to the loopback interface; see " + log);
    }
    lab.closeLater(() -> ip(lab, log, "del", address));
    Process process =
        lab.start(
            Release.PUPPET7,
            List.of("named", "-f", "-n", "1", "-c", directory.resolve("named.conf").toString()),
            log);
    RealNamed named = new RealNamed(lab, directory, process);
    RealLab.await("named", process, log, 20, named::answers);
    return named;
  }

  private static int ip(RealLab lab, Path log, String verb, String address) throws IOException {
    return RealLab.run(
        lab.inside(Release.PUPPET7, List.of("ip", "address", verb, address, "dev", "lo")), log, 20);
  }

  private static String zone(RealLab lab, List<String> records) {
    return """
        $ORIGIN %s.
        $TTL 5
        @ IN SOA ns hostmaster 1 600 600 86400 5
        @ IN NS ns
        ns IN A %s
        %s
        """
        .formatted(RealLab.DOMAIN, lab.dns(), String.join("\n", records));
  }

  private static String configuration(RealLab lab, Path directory) {
    return """
        options {
          directory "%1$s";
          pid-file none;
          session-keyfile none;
          listen-on port 53 { %2$s; };
          listen-on-v6 { none; };
          recursion no;
          dnssec-validation no;
          notify no;
        };
        controls { };
        logging {
          channel queries { file "%1$s/queries.log"; print-time yes; };
          category queries { queries; };
        };
        zone "%3$s" { type primary; file "%1$s/zone"; };
        """
        .formatted(directory, lab.dns(), RealLab.DOMAIN);
  }

  private boolean answers() {
    Path log = directory.resolve("dig.log");
    List<String> dig =
        List.of("dig", "+time=1", "+tries=1", "@" + lab.dns(), RealLab.DOMAIN, "SOA");
    try {
      return RealLab.run(lab.inside(Release.PUPPET7, dig), log, 10) == 0
          && Files.readString(log).contains("status: NOERROR");
    } catch (IOException e) {
      return false;
    }
  }

  /** What was asked so far, a line each, as BIND logs it. */
  List<String> queries() throws IOException {
    return Files.readAllLines(directory.resolve("queries.log"));
  }

  @Override
  public void close() {
    RealLab.stop(process);
  }
}
