package io.github.puppetha.maven;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** Says whether a person looks on. */
final class Terminal {
  private Terminal() {}

  /**
   * Is the output a terminal that can move its cursor?
   *
   * @param interactive whether Maven is; not with {@code --batch-mode}
   */
  static boolean canDraw(boolean interactive, Map<String, String> environment) {
    return interactive
        && !environment.containsKey("CI")
        && !"dumb".equals(environment.getOrDefault("TERM", "dumb"))
        && isTerminal(System.console());
  }

  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console also where output goes to a file.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
