package io.github.puppetha.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The symbolic links of one tree: each must end inside of it. Links to nothing may stay. */
final class TreeLinks {
  private static final int MAX_HOPS = 40;

  private final Map<String, String> links;

  /** Targets by the links' paths. */
  TreeLinks(Map<String, String> links) {
    this.links = links;
  }

  /** Why this link is refused; null when it is fine. */
  @Nullable String refusal(String link) {
    String target = links.get(link);
    if (target == null || target.isEmpty() || target.indexOf('\0') >= 0) {
      return "a link to nothing";
    }
    Deque<String> left = new ArrayDeque<>(parts(link));
    List<String> done = new ArrayList<>();
    int hops = 0;
    while (!left.isEmpty()) {
      String part = left.pollFirst();
      if (part.equals("..")) {
        if (done.isEmpty()) {
          return "a link that leads out of the tree, to '" + target + "'";
        }
        done.remove(done.size() - 1);
        continue;
      }
      done.add(part);
      String next = links.get(String.join("/", done));
      if (next != null) {
        if (next.startsWith("/")) {
          return "a link with the absolute target '" + next + "'";
        }
        if (++hops > MAX_HOPS) {
          return "a link that leads in a circle";
        }
        done.remove(done.size() - 1);
        prepend(left, parts(next));
      }
    }
    return null;
  }

  private static void prepend(Deque<String> left, Collection<String> parts) {
    List<String> reversed = new ArrayList<>(parts);
    for (int i = reversed.size() - 1; i >= 0; i--) {
      left.addFirst(reversed.get(i));
    }
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }
}
