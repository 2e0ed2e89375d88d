package io.github.puppetha.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Headers that concern one connection only (RFC 9110, 7.6.1) and are not passed on. */
final class HopByHop {
  private static final Set<String> NAMES =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private HopByHop() {}

  /** Removes them, and what {@code Connection} names. */
  static Map<String, List<String>> without(Map<String, List<String>> headers) {
    Set<String> dropped = new HashSet<>(NAMES);
    for (String value : headers.getOrDefault("connection", List.of())) {
      for (String name : value.split(",")) {
        dropped.add(name.trim().toLowerCase(Locale.ROOT));
      }
    }
    Map<String, List<String>> kept = new TreeMap<>(headers);
    kept.keySet().removeAll(dropped);
    return kept;
  }

  /** A request's headers by lower-case name. */
  static Map<String, List<String>> map(HttpFields fields) {
    Map<String, List<String>> map = new TreeMap<>();
    for (HttpField field : fields) {
      String value = field.getValue() == null ? "" : field.getValue();
      map.computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>()).add(value);
    }
    return map;
  }
}
