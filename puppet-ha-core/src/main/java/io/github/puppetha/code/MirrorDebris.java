package io.github.puppetha.code;

import io.github.puppetha.io.DeleteTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * What killed processes left in a cache of mirrors: nothing that is unfinished is at work so long.
 */
final class MirrorDebris {
  private static final Duration OLD = Duration.ofHours(1);

  private MirrorDebris() {}

  /** Removes packs and objects that were never finished. */
  static void sweepPacks(Path mirror) throws IOException {
    sweep(mirror.resolve("objects/pack"), "incoming_*");
    sweep(mirror.resolve("objects"), "{incoming_*,noz*.tmp}");
  }

  /** Removes mirrors that were never finished. */
  static void sweepMirrors(Path mirrors) throws IOException {
    sweep(mirrors, "new[0-9]*");
  }

  private static void sweep(Path directory, String names) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, names)) {
      for (Path entry : entries) {
        FileTime limit = FileTime.fromMillis(System.currentTimeMillis() - OLD.toMillis());
        if (Files.getLastModifiedTime(entry).compareTo(limit) < 0) {
          DeleteTree.delete(entry);
        }
      }
    } catch (NoSuchFileException e) {
      return; // another process was faster
    }
  }
}
