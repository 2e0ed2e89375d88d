package io.github.puppetha.testkit;

import io.github.puppetha.PuppetHaException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A Puppet Forge in this JVM: the part of its v3 API that installing modules needs, over HTTP on a
 * port of 127.0.0.1, with downloads that can be gone on with.
 *
 * <pre>{@code
 * try (FakeForge forge = FakeForge.start()) {
 *   forge.publish("puppetlabs", "ntp", "10.1.0", Map.of("manifests/init.pp", "class ntp { }"));
 *   …
 *   forge.fault(new ForgeFault.BreakOff(1000));
 * }
 * }</pre>
 *
 * <p>All methods may be called by any thread, also while requests run.
 */
public final class FakeForge implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;
  private final ForgeHandler handler = new ForgeHandler();

  private FakeForge() {
    QueuedThreadPool threads = new QueuedThreadPool(16, 1);
    threads.setName("fake-forge");
    threads.setDaemon(true);
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(handler);
    server.setStopTimeout(0);
  }

  /** Starts one without a module. */
  public static FakeForge start() {
    FakeForge forge = new FakeForge();
    try {
      forge.server.start();
    } catch (Exception e) {
      throw new PuppetHaException("could not start a Forge: " + e.getMessage(), e);
    }
    return forge;
  }

  /** Its base URL, without a {@code /} at its end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /** Publishes a release without dependencies; the one that is published last is the latest. */
  public void publish(String owner, String name, String version, Map<String, String> files) {
    publish(owner, name, version, files, Map.of());
  }

  /**
   * Publishes a release. Its archive has one directory at its top, and a metadata.json in there.
   *
   * @param files texts by their paths below the module
   * @param dependencies version requirements by {@code owner/name}
   */
  public void publish(
      String owner,
      String name,
      String version,
      Map<String, String> files,
      Map<String, String> dependencies) {
    byte[] archive = ForgeArchive.of(owner + "-" + name, version, files, dependencies);
    publish(owner, name, version, archive);
  }

  /** Publishes a release whose archive may be anything. */
  public void publish(String owner, String name, String version, byte[] archive) {
    handler.publish(owner + "-" + name, version, archive);
  }

  /** From now on it answers only who shows this {@code Authorization}; null for whoever asks. */
  public void authorization(@Nullable String header) {
    handler.authorization(header);
  }

  /** From now on something is wrong, instead of what was wrong before. */
  public void fault(ForgeFault fault) {
    handler.fault(fault);
  }

  /** Nothing is wrong any more. */
  public void clearFault() {
    handler.fault(null);
  }

  /**
   * What was asked for since the start or {@link #clearRequests()}: paths with their queries, for a
   * part of a file followed by a space and the {@code Range}.
   */
  public List<String> requests() {
    return handler.requests();
  }

  /** Forgets the requests so far. */
  public void clearRequests() {
    handler.clearRequests();
  }

  /** The SHA-256 of a release's archive, in hex; empty where there is no such release. */
  public Optional<String> sha256(String owner, String name, String version) {
    return handler.sha256(owner + "-" + name, version);
  }

  /** Stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new PuppetHaException("could not stop the Forge: " + e.getMessage(), e);
    }
  }
}
