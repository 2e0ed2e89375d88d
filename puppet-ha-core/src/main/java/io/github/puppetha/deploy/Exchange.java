package io.github.puppetha.deploy;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Puts one directory in the place of another. */
final class Exchange {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Exchange() {}

  /**
   * The new directory stands at the name, the old one where the new one stood. Where the kernel,
   * the file system and coreutils (9.5 and later) can, by one exchange (renameat2); else by two
   * renames, between which, for some microseconds, nothing stands at the name.
   */
  static void swap(Path fresh, Path name) throws IOException {
    List<String> command =
        List.of("mv", "--exchange", "--no-target-directory", fresh.toString(), name.toString());
    try {
      if (Processes.run(command, fresh.getParent(), Map.of(), LIMIT).ok()) {
        return;
      }
    } catch (IOException e) {
      // There is no such mv: two renames do it.
      renames(fresh, name);
      return;
    }
    renames(fresh, name);
  }

  private static void renames(Path fresh, Path name) throws IOException {
    Path aside = fresh.resolveSibling(fresh.getFileName() + ".old");
    Files.move(name, aside, StandardCopyOption.ATOMIC_MOVE);
    Files.move(fresh, name, StandardCopyOption.ATOMIC_MOVE);
    Files.move(aside, fresh, StandardCopyOption.ATOMIC_MOVE);
  }
}
