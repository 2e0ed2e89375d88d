package io.github.puppetha.benchmarks;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.PinnedSelection;
import io.github.puppetha.discovery.Probe;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.discovery.ServerSelectorBuilder;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.pki.TrustBundle;
import io.github.puppetha.testkit.FakeMaster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The Java side of the script {@code discovery}: serves a Puppet server at 127.0.0.1, and for each
 * line read selects servers by the SRV records of a domain; prints what came of it. Arguments: the
 * DNS server's address, the domain, the port to serve at.
 */
public final class SelectionTimes {
  private static final int WARM_UPS = 10;
  private static final int ROUNDS = 15;
  private static final int CLIENTS = 10_000;
  private static final int REQUESTS = 8;

  private final DnsServers dns;
  private final String domain;
  private final TrustBundle trust;

  private SelectionTimes(DnsServers dns, String domain, TrustBundle trust) {
    this.dns = dns;
    this.domain = domain;
    this.trust = trust;
  }

  /**
   * Reads commands until the end of its input.
   *
   * @throws IOException when it cannot read
   */
  public static void main(String[] arguments) throws IOException {
    InetSocketAddress named = new InetSocketAddress(InetAddress.getByName(arguments[0]), 53);
    String domain = arguments[1];
    try (FakeMaster master =
        FakeMaster.builder()
            .name("s1." + domain)
            .dnsAltNames("s2." + domain, "s3." + domain, "s4." + domain)
            .port(Integer.parseInt(arguments[2]))
            .start()) {
      SelectionTimes times = new SelectionTimes(DnsServers.of(named), domain, master.trust());
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      System.out.println("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(times.answer(line));
      }
    }
  }

  private String answer(String command) {
    return switch (command) {
      case "warm" -> {
        for (int i = 0; i < WARM_UPS; i++) {
          cold();
        }
        yield "warm";
      }
      case "cold" -> times();
      case "pinned" -> pinned();
      case "services" -> services();
      case "memory" -> Long.toString(memory());
      default -> "what is " + command + "?";
    };
  }

  private String times() {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      millis.add(cold());
    }
    millis.sort(null);
    return String.format(Locale.ROOT, "%.1f %.1f", millis.get(ROUNDS / 2), millis.get(ROUNDS - 1));
  }

  /** Nothing is known: neither records nor addresses, nor how servers do. Milliseconds. */
  private double cold() {
    try (HttpTransport transport = transport();
        ServerSelector selector = builder(transport).build()) {
      long begun = System.nanoTime();
      selector.select(Service.PUPPET);
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  /** As many requests as a run has, to one server. */
  private String pinned() {
    try (HttpTransport transport = transport();
        ServerSelector selector = builder(transport).build()) {
      PinnedSelection run = selector.pin(Service.PUPPET);
      for (int i = 0; i < REQUESTS; i++) {
        run.send(PuppetRequest.get(PuppetPaths.STATUS));
      }
      return run.server().toString();
    }
  }

  /** A selection for each service, as an agent makes them in a run. */
  private String services() {
    try (HttpTransport transport = transport();
        ServerSelector selector = builder(transport).build()) {
      List<HostPort> selected = new ArrayList<>();
      for (Service service : Service.values()) {
        selected.add(selector.select(service));
      }
      return selected.toString();
    }
  }

  /** Bytes of heap that one of many clients takes, each of which has selected once. */
  private long memory() {
    try (HttpTransport transport = transport()) {
      long before = used();
      List<ServerSelector> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ServerSelector client = builder(transport).probe(Probe.NONE).build();
        client.select(Service.PUPPET);
        clients.add(client);
      }
      long each = (used() - before) / CLIENTS;
      clients.forEach(ServerSelector::close);
      return each;
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private HttpTransport transport() {
    return HttpTransport.builder().trust(trust).resolver(DnsNameResolver.of(dns)).build();
  }

  private ServerSelectorBuilder builder(HttpTransport transport) {
    return ServerSelector.builder()
        .srvDomain(domain)
        .dns(dns)
        .transport(transport)
        .probe(Probe.tls(transport));
  }
}
