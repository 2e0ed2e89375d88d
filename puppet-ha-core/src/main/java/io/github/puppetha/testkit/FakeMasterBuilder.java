package io.github.puppetha.testkit;

import io.github.puppetha.ca.Autosign;
import io.github.puppetha.ca.CaEngine;
import io.github.puppetha.ca.CaSettings;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what a {@link FakeMaster} is like. Not thread-safe. */
public final class FakeMasterBuilder {
  private static final int CA_BITS = 2048;
  private static final Duration LIFE = Duration.ofDays(365);

  private String name = "localhost";
  private Set<String> dnsAltNames = Set.of();
  private int port;
  private @Nullable Path cadir;
  private @Nullable FakeMaster caOwner;
  private @Nullable Identity identity;
  private @Nullable Supplier<TrustBundle> trust;
  private Autosign autosign = Autosign.all();
  private CaSettings caSettings = CaSettings.defaults();
  private boolean headerIdentity;
  private @Nullable Path environments;
  private Set<String> administrators = Set.of();
  private boolean environmentsCached;
  private String puppetVersion = "8.10.0";
  private String serverVersion = "8.7.0";

  FakeMasterBuilder() {}

  /** Its host name, the certname of its certificate; {@code localhost} unless set. */
  public FakeMasterBuilder name(String name) {
    this.name = name.toLowerCase(Locale.ROOT);
    return this;
  }

  /** Names that its certificate covers beside its own. */
  public FakeMasterBuilder dnsAltNames(String... names) {
    this.dnsAltNames = Set.of(names);
    return this;
  }

  /** A fixed port of 127.0.0.1. 0, the default, takes a free one, and never clashes. */
  public FakeMasterBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** The directory of its CA, in Puppet's layout; made when empty. A temporary one unless set. */
  public FakeMasterBuilder cadir(Path cadir) {
    this.cadir = cadir;
    return this;
  }

  /** Without CA service: its certificate is from the CA of the other, which is asked for it now. */
  public FakeMasterBuilder caOf(FakeMaster other) {
    this.caOwner = other;
    return this;
  }

  /**
   * Without CA at all: a certificate from elsewhere.
   *
   * @param trust asked at each connection, for whose client certificates count
   */
  public FakeMasterBuilder identity(Identity identity, Supplier<TrustBundle> trust) {
    this.identity = identity;
    this.trust = trust;
    this.name = identity.certname();
    return this;
  }

  /** Which requests its CA signs as they come; all unless set. */
  public FakeMasterBuilder autosign(Autosign autosign) {
    this.autosign = autosign;
    return this;
  }

  /** What its CA allows in requests; Puppet Server's defaults unless set. */
  public FakeMasterBuilder caSettings(CaSettings settings) {
    this.caSettings = settings;
    return this;
  }

  /**
   * Takes who asks from {@code X-Client-Verify}, {@code X-Client-DN} and {@code X-Client-Cert}, as
   * behind a proxy ({@code allow-header-cert-info: true}); client certificates count for nothing
   * then. Otherwise these headers are ignored.
   */
  public FakeMasterBuilder headerIdentity() {
    this.headerIdentity = true;
    return this;
  }

  /**
   * The directory of its environments. Unless set, a temporary one with an empty {@code
   * production}.
   */
  public FakeMasterBuilder environments(Path directory) {
    this.environments = directory;
    return this;
  }

  /**
   * Holds an environment, once read, until its cache is flushed ({@code environment_timeout =
   * unlimited}). Otherwise each is read anew at each request.
   */
  public FakeMasterBuilder environmentsCached() {
    this.environmentsCached = true;
    return this;
  }

  /**
   * Who may use the admin API (flush caches) and ask for any node's catalog; nobody unless set, as
   * in Puppet Server.
   */
  public FakeMasterBuilder administrators(String... certnames) {
    this.administrators = Set.of(certnames);
    return this;
  }

  /** What the header {@code X-Puppet-Version} and the status say. */
  public FakeMasterBuilder versions(String puppet, String puppetServer) {
    this.puppetVersion = puppet;
    this.serverVersion = puppetServer;
    return this;
  }

  /** Makes it, CA and certificate too, and starts it. */
  public FakeMaster start() {
    return build().start();
  }

  /** Makes it, CA and certificate too; it listens when it is started. */
  public FakeMaster build() {
    List<AutoCloseable> mine = new ArrayList<>();
    MasterCa ca = authority(mine);
    Set<String> names = new TreeSet<>(dnsAltNames);
    names.add(name);
    // The expired one first: the CA keeps the last certificate of a name.
    Identity ended = ca == null ? null : issue(ca, names, Instant.now().minus(LIFE.plusDays(1)));
    Identity own = ca == null ? identity : issue(ca, names, Instant.now());
    Supplier<TrustBundle> trusted = trust == null && ca != null ? ca::trust : trust;
    if (own == null || trusted == null) {
      throw new IllegalStateException("no identity and no CA");
    }
    Path directory = environments == null ? emptyEnvironments(mine) : environments;
    Received received = new Received();
    Jrubies jrubies = new Jrubies();
    MasterService service =
        new MasterService(
            names,
            headerIdentity,
            new Authorization(administrators),
            endpoints(caOwner == null ? ca : null, directory, received, jrubies));
    MasterParts parts =
        new MasterParts(name, own, ended, trusted, ca, service, received, jrubies, directory, mine);
    return new FakeMaster(parts, port);
  }

  private @Nullable MasterCa authority(List<AutoCloseable> mine) {
    if (identity != null) {
      return null;
    }
    if (caOwner != null) {
      return caOwner.parts().ca();
    }
    Path directory = cadir;
    if (directory == null) {
      TemporaryDirectory temporary = TemporaryDirectory.create("fake-ca");
      mine.add(temporary);
      directory = temporary.path();
    }
    CaEngine engine =
        CaEngine.builder(directory)
            .settings(caSettings)
            .autosign(autosign)
            .openOrCreate("Puppet CA: " + name, CA_BITS);
    mine.add(0, engine);
    return MasterCa.of(engine);
  }

  private Identity issue(MasterCa ca, Set<String> names, Instant from) {
    return ca.issue(name, names, Map.of(), from, LIFE);
  }

  private static Path emptyEnvironments(List<AutoCloseable> mine) {
    TemporaryDirectory temporary = TemporaryDirectory.create("fake-environments");
    mine.add(temporary);
    try {
      Files.createDirectories(temporary.path().resolve("production/modules"));
      Files.createDirectories(temporary.path().resolve("production/manifests"));
    } catch (IOException e) {
      throw new UncheckedIOException("making an environment in " + temporary.path(), e);
    }
    return temporary.path();
  }

  private List<Function<Call, Optional<PuppetResponse>>> endpoints(
      @Nullable MasterCa ca, Path directory, Received received, Jrubies jrubies) {
    List<Function<Call, Optional<PuppetResponse>>> endpoints = new ArrayList<>();
    Environments all = new Environments(directory, environmentsCached);
    PuppetApi puppet = new PuppetApi(name, puppetVersion, all, received);
    endpoints.add(puppet::answer);
    AdminApi admin = new AdminApi(all, received);
    endpoints.add(admin::answer);
    StatusApi status = new StatusApi(ca != null, serverVersion, jrubies);
    endpoints.add(status::answer);
    if (ca != null) {
      endpoints.add(ca::answer);
    }
    return endpoints;
  }
}
