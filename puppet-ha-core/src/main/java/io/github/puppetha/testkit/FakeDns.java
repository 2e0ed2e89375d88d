package io.github.puppetha.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A DNS server in this JVM, on a free port of 127.0.0.1, by UDP and TCP. It is the authority for
 * every name; what it holds and how it behaves can be changed while it runs, by any thread.
 *
 * <pre>{@code
 * try (FakeDns dns = FakeDns.start()) {
 *   dns.srv("_x-puppet._tcp.example.test", 0, 10, 8140, "puppet1.example.test")
 *       .a("puppet1.example.test", "127.0.0.1");
 *   …
 *   dns.behave("_x-puppet._tcp.example.test", new FakeDnsBehaviour.Drop());
 * }
 * }</pre>
 *
 * <p>Names may end in a dot or not; they are always absolute.
 */
public final class FakeDns implements AutoCloseable {
  private final FakeDnsZone zone = new FakeDnsZone();
  private final FakeDnsServer server = new FakeDnsServer(zone);

  private FakeDns() {}

  /**
   * Starts a server without records: every name is unknown.
   *
   * @throws java.io.UncheckedIOException when no port can be had
   */
  public static FakeDns start() {
    return new FakeDns();
  }

  /** Where it listens, UDP and TCP. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** The port that it listens on, UDP and TCP. */
  public int port() {
    return address().getPort();
  }

  /**
   * Adds records in the form of a zone file, for example {@code _x-puppet._tcp.example.test. 60 IN
   * SRV 0 1 8140 puppet1.example.test.}
   *
   * @throws IllegalArgumentException when the text is not understood
   */
  public FakeDns records(String zoneFile) {
    zone.addText(zoneFile);
    return this;
  }

  /** Adds an SRV record (RFC 2782). */
  public FakeDns srv(String name, int priority, int weight, int port, String target) {
    zone.addSrv(name, priority, weight, port, target);
    return this;
  }

  /** Adds an IPv4 address, such as {@code 127.0.0.1}. */
  public FakeDns a(String name, String address) {
    zone.add(name, "A", address);
    return this;
  }

  /** Adds an IPv6 address, such as {@code ::1}. */
  public FakeDns aaaa(String name, String address) {
    zone.add(name, "AAAA", address);
    return this;
  }

  /** Makes a name an alias of another. */
  public FakeDns cname(String name, String target) {
    zone.addCname(name, target);
    return this;
  }

  /** Sets the time to live of the records added from now on; 300 s until then. */
  public FakeDns ttl(Duration ttl) {
    zone.ttl(ttl);
    return this;
  }

  /** Sets how long an empty answer may be kept (RFC 2308); 60 s until then. */
  public FakeDns negativeTtl(Duration ttl) {
    zone.negativeTtl(ttl);
    return this;
  }

  /** Removes all records of a name. */
  public FakeDns remove(String name) {
    zone.remove(name);
    return this;
  }

  /** Removes all records and lets all names behave normally. */
  public FakeDns clear() {
    zone.clear();
    return this;
  }

  /** Sets how questions about one name are treated; this wins over {@link #behaveAlways}. */
  public FakeDns behave(String name, FakeDnsBehaviour behaviour) {
    zone.behave(name, behaviour);
    return this;
  }

  /** Sets how questions about all names without a behaviour of their own are treated. */
  public FakeDns behaveAlways(FakeDnsBehaviour behaviour) {
    zone.behaveAlways(behaviour);
    return this;
  }

  /** Every question asked so far, in the order of arrival. */
  public List<FakeDnsQuery> queries() {
    return server.queries();
  }

  /** Forgets the questions asked so far. */
  public FakeDns clearQueries() {
    server.clearQueries();
    return this;
  }

  /** Stops listening. */
  @Override
  public void close() {
    server.close();
  }
}
