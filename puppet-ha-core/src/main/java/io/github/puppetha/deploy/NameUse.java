package io.github.puppetha.deploy;

import io.github.puppetha.code.Contents;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where code asks for its environment's name, which is the revision's while gateways pin catalogs:
 * {@code $environment} and {@code environment()} in manifests and templates, {@code %{environment}}
 * in Hiera. Text that looks so in a comment is told too.
 */
final class NameUse {
  private static final Pattern MANIFEST =
      Pattern.compile(
          "\\$\\{?(?:::)?environment\\b|\\$\\{?(?:::)?server_facts\\b.{0,8}environment"
              + "|\\benvironment\\(\\)|[\"']environment[\"']\\s*\\]");
  private static final Pattern ERB =
      Pattern.compile("@environment\\b|scope\\[['\"](?:::)?environment['\"]\\]");
  private static final Pattern HIERA =
      Pattern.compile("%\\{\\s*(?:::)?(?:server_facts\\.)?environment\\s*\\}");
  private static final int SHOWN = 10;

  private final Contents contents;
  private final List<String> found = new ArrayList<>();

  NameUse(Contents contents) {
    this.contents = contents;
  }

  /** The places, as {@code file:line}, of an environment's own code and of its modules. */
  List<String> of(EnvironmentRevision environment) {
    look(environment.origin(), "", false);
    environment.modules().forEach(m -> look(m.origin(), m.path() + "/", m.withoutSpec()));
    return List.copyOf(found);
  }

  /** The same in a sentence; not more than a few. */
  static String told(List<String> places) {
    List<String> first = places.subList(0, Math.min(SHOWN, places.size()));
    int more = places.size() - first.size();
    return String.join(", ", first) + (more == 0 ? "" : " and " + more + " more");
  }

  private void look(Origin origin, String prefix, boolean withoutSpec) {
    contents.export(
        origin,
        withoutSpec,
        new TreeSink() {
          @Override
          public void directory(String path) {}

          @Override
          public void file(String path, boolean program, byte[] content) {
            Pattern pattern = pattern(path);
            if (pattern != null) {
              search(prefix + path, pattern, new String(content, StandardCharsets.UTF_8));
            }
          }

          @Override
          public void link(String path, String target) {}
        });
  }

  private static @Nullable Pattern pattern(String path) {
    if (path.startsWith("spec/") || path.contains("/spec/")) {
      return null;
    }
    if (path.endsWith(".pp") || path.endsWith(".epp")) {
      return MANIFEST;
    }
    if (path.endsWith(".erb")) {
      return ERB;
    }
    return path.endsWith(".yaml") || path.endsWith(".yml") ? HIERA : null;
  }

  private void search(String file, Pattern pattern, String text) {
    int line = 1;
    for (String each : text.split("\n", -1)) {
      if (pattern.matcher(each).find()) {
        found.add(file + ":" + line);
      }
      line++;
    }
  }
}
