package io.github.puppetha.code;

import io.github.puppetha.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Puppetfiles as r10k 5 does, but executes no Ruby: the directives {@code mod}, {@code
 * forge}, {@code moduledir} and {@code exclusion} with literal arguments are read, all else is an
 * error that says how to write it.
 *
 * <p>Rules, each with a line that triggers it:
 *
 * <ul>
 *   <li>{@code puppetfile/syntax}: {@code mod 'apache' :git => 'x'} (a comma is missing)
 *   <li>{@code puppetfile/unsupported_ruby}: {@code mod "apache", git: ENV['APACHE']}
 *   <li>{@code puppetfile/unknown_directive}: {@code modul 'apache'}
 *   <li>{@code puppetfile/unknown_option}: {@code mod 'apache', git: 'https://x/y', reff: 'v1'}
 *   <li>{@code puppetfile/bad_value}: {@code mod 'apache', git: true}
 *   <li>{@code puppetfile/bad_name}: {@code mod 'a/b/c', '1.0.0'}
 *   <li>{@code puppetfile/duplicate_module}: {@code mod 'a/ntp', '1.0.0'} beside {@code mod
 *       'b/ntp', '1.0.0'}
 *   <li>{@code puppetfile/source}: {@code mod 'a/ntp', git: 'https://x/y', svn: 'https://x/z'}
 *   <li>{@code puppetfile/ref}: {@code mod 'ntp', git: 'https://x/y', tag: 'v1', branch: 'main'}
 *   <li>{@code puppetfile/version}: {@code mod 'a/ntp', '>= 1.0.0'}
 *   <li>{@code puppetfile/install_path}: {@code mod 'a/ntp', install_path: '../..'}
 *   <li>{@code puppetfile/moduledir}: {@code moduledir '/etc/puppet/modules'}
 *   <li>{@code puppetfile/forge_ignored} (a warning): {@code forge 'https://forge.example.com'}
 * </ul>
 */
public final class Puppetfile {
  /** The directory for modules where the Puppetfile does not name one. */
  public static final String DEFAULT_MODULEDIR = "modules";

  private Puppetfile() {}

  /**
   * Reads a text; never throws for what stands in it.
   *
   * @param file its path as the user knows it, for the problems
   */
  public static PuppetfileResult parse(String file, String text) {
    List<Problem> problems = new ArrayList<>();
    List<PuppetfileToken> tokens = new PuppetfileLexer(file, text, problems).tokens();
    List<PuppetfileStatement> statements = new PuppetfileParser(file, tokens, problems).parse();
    return new PuppetfileDirectives(file, problems).read(statements);
  }
}
