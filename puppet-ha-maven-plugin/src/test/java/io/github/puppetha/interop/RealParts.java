package io.github.puppetha.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the real parts are on this machine. With {@code -Dinterop=required} a test fails when they
 * are missing; else it is skipped, and the reason printed.
 */
final class RealParts {
  private static final Path HOME =
      Path.of(
          System.getenv().getOrDefault("PUPPET_HA_INTEROP_HOME", "/var/cache/puppet-ha-interop"));

  private RealParts() {}

  static Path tree(Release release) {
    return HOME.resolve(release.part());
  }

  /** The Puppet modules that a control repository can be made of. */
  static Path modules() {
    return HOME.resolve("modules");
  }

  /** The directory of the scripts beside these tests. */
  static Path scripts() {
    return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("src/test/interop");
  }

  static void need() {
    need(List.of("modules"));
  }

  /** The same, with these of the smaller parts. */
  static void need(List<String> smaller) {
    String why = missing(smaller);
    if (!why.isEmpty()) {
      without("no test against real Puppet parts: " + why);
    }
  }

  /** The same for programs of this machine. */
  static void needPrograms(List<String> missing) {
    need();
    if (!missing.isEmpty()) {
      without("no test of " + missing + ", which .ci/run installs");
    }
  }

  private static void without(String message) {
    if ("required".equals(System.getProperty("interop"))) {
      Assertions.fail(message);
    }
    System.out.println("Skipped, " + message);
    Assumptions.abort(message);
  }

  private static String missing(List<String> smaller) {
    if ("off".equals(System.getProperty("interop"))) {
      return "-Dinterop=off";
    }
    if (!System.getProperty("os.name").equals("Linux")
        || !"root".equals(System.getProperty("user.name"))) {
      return "they run on Linux as root only";
    }
    List<String> absent = new ArrayList<>();
    for (Release release : Release.values()) {
      if (!Files.exists(HOME.resolve(release.part() + ".ready"))) {
        absent.add(release.part());
      }
    }
    for (String part : smaller) {
      if (!Files.exists(HOME.resolve(part + ".ready"))) {
        absent.add(part);
      }
    }
    return absent.isEmpty()
        ? ""
        : String.join(", ", absent)
            + " not found in "
            + HOME
            + "; run "
            + scripts().resolve("install");
  }
}
