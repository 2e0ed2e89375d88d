package io.github.puppetha.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Query or form parameters ({@code application/x-www-form-urlencoded}), decoded once. */
final class Parameters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /** Parses; throws {@link ApiError} 400 for what cannot be decoded. */
  static Parameters parse(String text) {
    Parameters parameters = new Parameters();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.values.computeIfAbsent(decode(name), n -> new ArrayList<>()).add(decode(value));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.badRequest("Invalid percent-encoding in '" + text + "'");
    }
  }

  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  String get(String name, String otherwise) {
    return first(name).orElse(otherwise);
  }
}
