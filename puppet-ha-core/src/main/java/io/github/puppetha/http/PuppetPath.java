package io.github.puppetha.http;

import org.jspecify.annotations.Nullable;

/** What a raw request target is, as {@link PuppetPaths} read it. */
public sealed interface PuppetPath {
  /**
   * A target that means the same to every server.
   *
   * @param kind which service it belongs to
   * @param resource the indirection or endpoint, such as {@code certificate_request}, {@code
   *     catalog}; the path itself for {@link PuppetPaths.Kind#OTHER}
   * @param name what follows the resource, as sent, such as a certname; null when nothing does
   * @param target path and query in today's form, to be sent on
   * @param legacy was it one of Puppet 3's forms?
   */
  record Accepted(
      PuppetPaths.Kind kind, String resource, @Nullable String name, String target, boolean legacy)
      implements PuppetPath {}

  /**
   * A target that is to be refused.
   *
   * @param status 400, or 404 for forms that no server knows any more
   * @param reason for the client, one sentence
   */
  record Refused(int status, String reason) implements PuppetPath {}
}
