package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/**
 * Reads manifests and EPP templates as Puppet does. Immutable; one may be used by several threads.
 * No text makes it throw or hang; time and memory are linear in its length.
 */
public final class PuppetParser {
  private static final PuppetParser DEFAULT = builder().build();

  private final int puppetVersion;
  private final boolean tasks;

  private PuppetParser(Builder builder) {
    this.puppetVersion = builder.puppetVersion;
    this.tasks = builder.tasks;
  }

  /** As Puppet 8 reads it, outside of plans. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads one text as Puppet 8 does.
   *
   * @param name of the file, for problems; a template when it ends in {@code .epp}
   * @param text of the file
   */
  public static ParseResult parse(String name, String text) {
    return DEFAULT.read(name, text);
  }

  /**
   * Reads one text.
   *
   * @param name of the file, for problems; a template when it ends in {@code .epp}
   * @param text of the file
   */
  public ParseResult read(String name, String text) {
    return read(name, text, null);
  }

  /**
   * Reads one text and also checks that its definitions are where the autoloader looks for them, as
   * Puppet does for files below a module path.
   *
   * @param name of the file, for problems; a template when it ends in {@code .epp}
   * @param text of the file
   * @param moduleFile its path from the directory that modules are in, {@code
   *     apache/manifests/mod/ssl.pp}; null where that is not to be checked
   */
  public ParseResult read(String name, String text, @Nullable String moduleFile) {
    SourceLocation location = moduleFile == null ? null : SourceLocation.of(moduleFile);
    CheckerOptions options = new CheckerOptions(tasks, location);
    return Reading.read(name, text, puppetVersion, options);
  }

  /** Collects what a {@link PuppetParser} needs. Not for several threads. */
  public static final class Builder {
    private int puppetVersion = 8;
    private boolean tasks;

    private Builder() {}

    /**
     * The Puppet version whose rules hold: 7, 8 or 9 (OpenVox 9).
     *
     * @throws IllegalArgumentException for any other
     */
    public Builder puppetVersion(int version) {
      if (version < 7 || version > 9) {
        throw new IllegalArgumentException("Puppet version " + version + "; choose 7, 8 or 9");
      }
      this.puppetVersion = version;
      return this;
    }

    /** Whether to read as {@code puppet parser validate --tasks} does: plans, and no catalog. */
    public Builder tasks(boolean tasks) {
      this.tasks = tasks;
      return this;
    }

    /** The parser. */
    public PuppetParser build() {
      return new PuppetParser(this);
    }
  }
}
