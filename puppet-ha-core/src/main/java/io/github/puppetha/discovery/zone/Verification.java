package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which authoritative servers have what was written.
 *
 * @param current the servers that have it
 * @param behind the servers that do not, or cannot be asked, with why
 */
public record Verification(List<HostPort> current, List<String> behind) {
  /** Copies the lists. */
  public Verification {
    current = List.copyOf(current);
    behind = List.copyOf(behind);
  }

  /** Do all have it? */
  public boolean complete() {
    return behind.isEmpty();
  }

  /** In one sentence. */
  public String inWords() {
    String all = current.size() == 1 ? "the one" : "all " + current.size();
    return complete()
        ? all + " authoritative server" + (current.size() == 1 ? " has it" : "s have it")
        : "not yet at every authoritative server: " + String.join("; ", behind);
  }

  /** What the views show of a content that was read at the primary after the change. */
  static Verification of(ZoneContent wanted, List<ServerView> views) {
    return new Verification(
        views.stream()
            .filter(view -> view.content().filter(c -> has(c, wanted)).isPresent())
            .map(ServerView::server)
            .toList(),
        views.stream()
            .filter(view -> view.content().filter(c -> has(c, wanted)).isEmpty())
            .map(view -> view.server() + " " + why(view, wanted))
            .collect(Collectors.toList()));
  }

  private static String why(ServerView view, ZoneContent wanted) {
    return view.content()
        .map(c -> "still has serial " + c.serial() + " (the primary " + wanted.serial() + ")")
        .orElseGet(() -> "cannot be asked: " + view.failure().orElse("?"));
  }

  /** The same records, or a later version of the zone (RFC 1982). */
  private static boolean has(ZoneContent content, ZoneContent wanted) {
    boolean same = content.srv().equals(wanted.srv()) && content.txt().equals(wanted.txt());
    return same || (int) (content.serial() - wanted.serial()) > 0;
  }
}
