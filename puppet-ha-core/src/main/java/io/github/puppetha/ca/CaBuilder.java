package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.pki.Keys;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;

/** What a {@link CaEngine} is made of. */
public final class CaBuilder {
  private final CaDirectory files;
  private CaSettings settings = CaSettings.defaults();
  private Autosign autosign = Autosign.none();
  private Clock clock = Clock.systemUTC();

  CaBuilder(Path cadir) {
    this.files = new CaDirectory(cadir);
  }

  /** What it allows. */
  public CaBuilder settings(CaSettings allowed) {
    this.settings = allowed;
    return this;
  }

  /** What it signs by itself. */
  public CaBuilder autosign(Autosign decision) {
    this.autosign = decision;
    return this;
  }

  /** What time it is. */
  public CaBuilder clock(Clock time) {
    this.clock = time;
    return this;
  }

  /**
   * Opens the CA that is there.
   *
   * @throws PuppetHaException when there is none, only a part of one, or another process has it
   */
  public CaEngine open() {
    if (!files.exists()) {
      throw new PuppetHaException(
          "There is no CA in "
              + files.root()
              + ". Name the cadir of a Puppet Server, or create a CA there.");
    }
    return new CaEngine(files, this);
  }

  /**
   * Makes a new, self-signed CA as Puppet Server does at its first start, and opens it.
   *
   * @param name the CN; {@code Puppet CA: } and the server's certname by custom
   * @param keys RSA
   * @throws PuppetHaException when there is a CA already, or a part of one
   */
  public CaEngine create(String name, KeyPair keys) {
    CaCreation.create(files.root(), name, keys, clock);
    return open();
  }

  /** Opens the CA that is there, or makes one with a new key. */
  public CaEngine openOrCreate(String name, int keyBits) {
    return files.exists() ? open() : create(name, Keys.rsa(keyBits));
  }

  CaSettings settings() {
    return settings;
  }

  Autosign autosign() {
    return autosign;
  }

  Clock clock() {
    return clock;
  }
}
