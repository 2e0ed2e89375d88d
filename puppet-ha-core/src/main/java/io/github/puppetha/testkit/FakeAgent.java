package io.github.puppetha.testkit;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent in this JVM that knows one address, as a real one behind a gateway does. It makes the
 * requests of a real run in their order (node, plugins, catalog with facts, report) and checks what
 * it gets; it changes nothing on the machine. Plugins are kept from run to run and downloaded again
 * only when they changed. Runs of one agent come one after another.
 */
public final class FakeAgent implements AutoCloseable {
  private final Builder options;
  private final Map<String, Plugin> plugins = new TreeMap<>();
  private @Nullable Identity identity;
  private @Nullable TrustBundle trust;
  private @Nullable HttpTransport transport;

  /** A file that pluginsync brought. */
  record Plugin(String checksum, byte[] content) {}

  private FakeAgent(Builder options) {
    this.options = options;
    this.identity = options.identity;
    this.trust = options.trust;
  }

  /**
   * An agent that has nothing yet.
   *
   * @param certname its name
   * @param server the one address that it knows
   */
  public static Builder builder(String certname, HostPort server) {
    return new Builder(certname, server);
  }

  /** Its name. */
  public String certname() {
    return options.certname;
  }

  /**
   * One run, over connections of its own as a real agent's. Never throws for what servers do: the
   * result says it.
   */
  public synchronized AgentRun run() {
    try {
      return new AgentSession(options, plugins, sender()).run();
    } finally {
      close();
    }
  }

  /**
   * Gets a certificate as a new node does: CA bundle (believed), CRL, request, and asking until it
   * is signed. A second time it begins anew, with a new key.
   *
   * @param timeout for the signature, once the request is there
   * @throws io.github.puppetha.PuppetHaException when it did not get one; the message says why
   */
  public synchronized Identity bootstrap(Duration timeout) {
    close();
    AgentBootstrap.Result result =
        new AgentBootstrap(certname(), options.server, this::transportBuilder).run(timeout);
    trust = result.trust();
    identity = result.identity();
    return result.identity();
  }

  private HttpTransport.Builder transportBuilder() {
    return HttpTransport.builder()
        .resolver(options.resolver)
        .connectTimeout(options.connectTimeout)
        .readTimeout(options.readTimeout);
  }

  private Sender sender() {
    if (transport == null) {
      if (identity == null || trust == null) {
        String message = certname() + " has no certificate: bootstrap it, or give it an identity";
        throw new IllegalStateException(message);
      }
      transport = transportBuilder().identity(identity).trust(trust).build();
    }
    return transport.to(options.server);
  }

  /** Closes the connections of a run; the next run opens new ones. */
  @Override
  public synchronized void close() {
    if (transport != null) {
      transport.close();
      transport = null;
    }
  }

  /** Says what an agent is like. */
  public static final class Builder {
    final String certname;
    final HostPort server;
    NameResolver resolver = NameResolver.system();
    String environment = "production";
    Map<String, String> facts = Map.of();
    String puppetVersion = "8.10.0";
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofSeconds(60);
    private @Nullable Identity identity;
    private @Nullable TrustBundle trust;

    private Builder(String certname, HostPort server) {
      this.certname = certname;
      this.server = server;
    }

    /** Looks the server's name up; the operating system does it unless set. */
    public Builder resolver(NameResolver value) {
      resolver = value;
      return this;
    }

    /** The environment that it asks for; {@code production} unless set. */
    public Builder environment(String value) {
      environment = value;
      return this;
    }

    /** Facts beside its name and version. */
    public Builder facts(Map<String, String> value) {
      facts = Map.copyOf(value);
      return this;
    }

    /** Which Puppet it says it is; 8.10.0 unless set. */
    public Builder puppetVersion(String value) {
      puppetVersion = value;
      return this;
    }

    /** How long a connection may take; 10 s unless set. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    /** How long a server may be silent; 60 s unless set. */
    public Builder readTimeout(Duration value) {
      readTimeout = value;
      return this;
    }

    /** It has a certificate already. */
    public Builder identity(Identity value, TrustBundle trusted) {
      identity = value;
      trust = trusted;
      return this;
    }

    /** Makes it; nothing is sent yet. */
    public FakeAgent build() {
      return new FakeAgent(this);
    }
  }
}
