package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.http.WebProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An {@code r10k.yaml}: where the code comes from, and the directory it goes to. Keys may be
 * written with or without Ruby's leading colon.
 *
 * @param file where it was read from
 * @param cachedir for mirrors of the remotes; absolute
 * @param sources in the order of the file; at least one
 * @param excludeSpec whether modules' {@code spec} directories are left out
 * @param poolSize how many modules are fetched at once; empty where the file does not say
 * @param postrun the command that is to be run after each deployment, with its arguments; empty for
 *     none
 * @param purgeEnvironments whether environments without a branch are removed ({@code deployment} in
 *     {@code purge_levels})
 * @param purgeAllowlist patterns of files that stay in an environment though they are not in git
 * @param options the other settings of {@code deploy}, {@code forge} and the top, by dotted name,
 *     for whoever heeds them
 * @param warnings what is not heeded, each with its place
 */
public record R10kConfig(
    Path file,
    Path cachedir,
    List<Source> sources,
    boolean excludeSpec,
    OptionalInt poolSize,
    List<String> postrun,
    boolean purgeEnvironments,
    List<String> purgeAllowlist,
    Map<String, String> options,
    List<Problem> warnings) {

  /** Copies the collections. */
  public R10kConfig {
    sources = List.copyOf(sources);
    postrun = List.copyOf(postrun);
    purgeAllowlist = List.copyOf(purgeAllowlist);
    options = Map.copyOf(options);
    warnings = List.copyOf(warnings);
  }

  /** How the Forge and archives are reached: {@code forge}, and {@code proxy} at the top. */
  public ContentsOptions contents() {
    ForgeSettings forge =
        ForgeSettings.of(options.get("forge.baseurl"), options.get("forge.authorization_token"));
    String proxy = options.getOrDefault("forge.proxy", options.getOrDefault("proxy", ""));
    ContentsOptions contents = ContentsOptions.standard().with(forge);
    return proxy.isBlank()
        ? contents
        : contents.with(new WebProxy(URI.create(proxy.strip()), List.of()));
  }

  /** Without the options, which may hold a token. */
  @Override
  public String toString() {
    return "R10kConfig[file=" + file + "]";
  }

  /**
   * One control repo.
   *
   * @param name as in the file
   * @param remote its URL
   * @param basedir the directory that holds its environments; absolute
   * @param branches which branches become environments
   * @param puppetfile the Puppetfile's name, normally {@code Puppetfile}
   */
  public record Source(
      String name, String remote, Path basedir, BranchRules branches, String puppetfile) {}

  /**
   * Reads a file.
   *
   * @throws ConfigException with every mistake in it, or when it cannot be read
   */
  public static R10kConfig read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      String message =
          Files.exists(file)
              ? "it cannot be read: " + e.getMessage()
              : "there is no such file; name r10k's configuration";
      throw new ConfigException(
          file, List.of(Problem.error(file.toString(), null, "conf/missing_file", message)));
    }
    return new R10kReader(file).read(text);
  }
}
