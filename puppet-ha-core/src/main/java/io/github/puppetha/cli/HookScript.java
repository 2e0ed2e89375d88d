package io.github.puppetha.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The text of an installed hook: a few lines of POSIX sh that start Java. */
final class HookScript {
  /** By this line a hook of ours is known. */
  static final String MARK = "# A puppet-ha hook; install-hooks replaces it.";

  private final Hook hook;
  private final Path java;
  private final List<String> classPath;
  private final List<String> options;

  HookScript(Hook hook, Path java, List<String> classPath, List<String> options) {
    this.hook = hook;
    this.java = java;
    this.classPath = classPath;
    this.options = options;
  }

  /** The script. */
  String text() {
    return "#!/bin/sh\n" + MARK + "\n" + begin() + java() + run();
  }

  /** No JVM is started where only tags and other references are pushed. */
  private String begin() {
    return switch (hook) {
      case PRE_COMMIT -> "";
      case PRE_RECEIVE ->
          """
          updates=$(cat)
          case $updates in *' refs/heads/'*) ;; *) exit 0 ;; esac
          """;
      case POST_RECEIVE ->
          """
          updates=$(cat)
          case $updates in *' refs/heads/'*) ;; *) exit 0 ;; esac
          unset $(git rev-parse --local-env-vars)
          """;
    };
  }

  private String java() {
    return """
        java=%s
        [ -x "$java" ] || java=java
        command -v "$java" >/dev/null || {
          echo "puppet-ha: hook %s needs Java 17 or later; there is no $java. Run install-hooks again" >&2
          exit 1
        }
        """
        .formatted(quoted(java.toString()), hook.fileName());
  }

  private String run() {
    String command =
        "\"$java\" -Xshare:auto -XX:TieredStopAtLevel=1 -Dslf4j.internal.verbosity=ERROR -cp "
            + classPath.stream().map(HookScript::quoted).collect(Collectors.joining(":"))
            + " "
            + Main.class.getName()
            + " hook "
            + hook.fileName()
            + options.stream().map(o -> " " + quoted(o)).collect(Collectors.joining());
    return hook == Hook.PRE_COMMIT
        ? "exec " + command + "\n"
        : "printf '%s\\n' \"$updates\" | " + command + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
