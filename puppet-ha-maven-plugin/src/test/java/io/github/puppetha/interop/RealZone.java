package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.zone.KeyFile;
import io.github.puppetha.discovery.zone.ZoneAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * BIND with one zone that takes signed updates, at an address of the lab and port 53: a primary, or
 * a secondary of one. Can be stopped and started again.
 */
final class RealZone implements AutoCloseable {
  private final RealLab lab;
  private final String name;
  private final String address;
  private final String zone;
  private final Path directory;
  private Process process;

  private RealZone(RealLab lab, String name, String address, String zone) {
    this.lab = lab;
    this.name = name;
    this.address = address;
    this.zone = zone;
    this.directory = lab.directory(name);
  }

  /** What a primary is like. */
  static final class Primary {
    private final RealLab lab;
    private final String zone;
    private final List<String> records;
    private String name = "ns";
    private int address = 54;
    private String algorithm = "hmac-sha256";
    private boolean dynamic = true;
    private String secondary = "";

    private Primary(RealLab lab, String zone, List<String> records) {
      this.lab = lab;
      this.zone = zone;
      this.records = records;
    }

    /** Its directory's name, and the last number of its address. */
    Primary named(String newName, int newAddress) {
      name = newName;
      address = newAddress;
      return this;
    }

    /** What its key signs with. */
    Primary signing(String newAlgorithm) {
      algorithm = newAlgorithm;
      return this;
    }

    /** Takes no updates. */
    Primary fixed() {
      dynamic = false;
      return this;
    }

    /** Also names a secondary at this address as ns2, and tells it of changes if wanted. */
    Primary withSecondary(int last, boolean notify) {
      String other = lab.address(last);
      secondary = notify ? "notify explicit; also-notify { " + other + "; };" : "notify no;";
      secondary += " allow-transfer { " + other + "; };";
      records.add("@ IN NS ns2");
      records.add("ns2 IN A " + other);
      return this;
    }

    RealZone start() throws IOException {
      RealZone server = new RealZone(lab, name, lab.address(address), zone);
      server.keygen(algorithm);
      Files.writeString(
          server.directory.resolve("zone"),
          """
          $ORIGIN %s.
          $TTL 300
          @ IN SOA ns hostmaster 1 600 600 86400 5
          @ IN NS ns
          ns IN A %s
          %s
          """
              .formatted(zone, server.address, String.join("\n", records)));
      server.configure(
          """
          include "%1$s/key";
          zone "%2$s" { type primary; file "%1$s/zone"; %3$s %4$s };
          """
              .formatted(
                  server.directory,
                  zone,
                  dynamic ? "update-policy { grant ddns-" + name + " zonesub ANY; };" : "",
                  secondary));
      server.addAddress();
      server.start();
      return server;
    }
  }

  /** A primary with these records, relative to the zone. */
  static Primary primary(RealLab lab, String zone, String... records) {
    return new Primary(lab, zone, new ArrayList<>(List.of(records)));
  }

  /** A secondary that transfers the zone anew each time it starts. */
  static RealZone secondary(RealLab lab, RealZone of, int address) throws IOException {
    RealZone server = new RealZone(lab, of.name + "-2", lab.address(address), of.zone);
    server.configure(
        "zone \"%s\" { type secondary; primaries { %s; }; notify no; };\n"
            .formatted(of.zone, of.address));
    server.addAddress();
    server.start();
    return server;
  }

  private void keygen(String algorithm) throws IOException {
    List<String> command = List.of("tsig-keygen", "-a", algorithm, "ddns-" + name);
    if (RealLab.run(lab.inside(Release.PUPPET7, command), key(), 20) != 0) {
      throw new IOException("tsig-keygen failed; see " + key());
    }
  }

  private void configure(String zones) throws IOException {
    Files.writeString(
        directory.resolve("named.conf"),
        """
        options {
          directory "%1$s";
          pid-file none;
          session-keyfile none;
          listen-on port 53 { %2$s; };
          listen-on-v6 { none; };
          query-source address %2$s;
          transfer-source %2$s;
          notify-source %2$s;
          recursion no;
          dnssec-validation no;
        };
        controls { };
        %3$s
        """
            .formatted(directory, address, zones));
  }

  private void addAddress() throws IOException {
    String net = address + "/32";
    if (ip("add", net) != 0) {
      throw new IOException("cannot add " + net + " to the loopback interface; see " + log());
    }
    lab.closeLater(() -> ip("del", net));
  }

  private int ip(String verb, String net) throws IOException {
    List<String> command = List.of("ip", "address", verb, net, "dev", "lo");
    return RealLab.run(lab.inside(Release.PUPPET7, command), log(), 20);
  }

  /** Starts it, again if it was stopped. */
  void start() throws IOException {
    process =
        lab.start(
            Release.PUPPET7,
            List.of("named", "-f", "-n", "1", "-c", directory.resolve("named.conf").toString()),
            log());
    await("named", () -> dig("SOA").contains("status: NOERROR"));
  }

  /** Waits, while it runs, until something is so. */
  void await(String what, BooleanSupplier so) throws IOException {
    RealLab.await(what, process, log(), 15, so);
  }

  /** What dig says of a question, without recursion. */
  String dig(String... question) {
    Path answer = directory.resolve("dig.log");
    List<String> command =
        new ArrayList<>(List.of("dig", "+time=1", "+tries=1", "+norecurse", "@" + address));
    command.addAll(question.length == 1 ? List.of(zone, question[0]) : List.of(question));
    try {
      Files.deleteIfExists(answer);
      RealLab.run(lab.inside(Release.PUPPET7, command), answer, 10);
      return Files.readString(answer);
    } catch (IOException e) {
      return "";
    }
  }

  /** The file with its key, as tsig-keygen made it. */
  Path key() {
    return directory.resolve("key");
  }

  private Path log() {
    return directory.resolve("named.log");
  }

  HostPort address() {
    return new HostPort(address, 53);
  }

  /** How it is reached, with its key. */
  ZoneAccess access() throws IOException {
    return ZoneAccess.of(address(), zone)
        .signedWith(KeyFile.read(key()))
        .within(Duration.ofSeconds(2))
        .resolvedBy(DnsNameResolver.at(new InetSocketAddress(InetAddress.getByName(address), 53)));
  }

  @Override
  public void close() {
    RealLab.stop(process);
  }
}
