package io.github.puppetha.validate;

import java.nio.file.Path;

/** What a pre-receive hook does: validates a revision of the repository it runs in. */
final class HookMain {
  private HookMain() {}

  /** Exits with the number of problems. */
  public static void main(String[] revision) {
    Validator validator = Validator.builder(Path.of(".")).revision(revision[0]).build();
    System.exit(validator.validate().problems().size());
  }
}
