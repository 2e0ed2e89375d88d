package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import java.util.Optional;

/**
 * What one authoritative server of a zone said of the domain; exactly one of the two is there.
 *
 * @param server name or address, and port
 * @param content what it has
 * @param failure why that is not known
 */
public record ServerView(HostPort server, Optional<ZoneContent> content, Optional<String> failure) {
  /** A server that said what it has. */
  public static ServerView of(HostPort server, ZoneContent content) {
    return new ServerView(server, Optional.of(content), Optional.empty());
  }

  /** A server that did not. */
  public static ServerView failed(HostPort server, String why) {
    return new ServerView(server, Optional.empty(), Optional.of(why));
  }
}
