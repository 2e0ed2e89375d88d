package io.github.puppetha.deploy;

import io.github.puppetha.code.Contents;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.TreeSink;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/** Finds entries of a store that are no longer what was laid down. */
final class StoreCheck {
  private static final TreeSink NOWHERE =
      new TreeSink() {
        @Override
        public void directory(String path) {}

        @Override
        public void file(String path, boolean program, byte[] content) {}

        @Override
        public void link(String path, String target) {}
      };

  private final Contents contents;
  private final boolean full;

  /**
   * Of one store.
   *
   * @param full whether to read every file, in place of those of entries that something touched
   */
  StoreCheck(Contents contents, boolean full) {
    this.contents = contents;
    this.full = full;
  }

  /**
   * Is an entry that is there what it should be? One that nothing is remembered of is held against
   * its origin.
   *
   * @param seal where it is remembered; written anew when the entry is right and was touched
   */
  boolean right(Path entry, Path seal, Set<String> except, Origin origin, boolean withoutSpec) {
    if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    Seal remembered = Seal.read(seal).orElse(null);
    try {
      if (remembered == null) {
        String digest = contents.export(origin, withoutSpec, NOWHERE).digest();
        remembered = new Seal(digest, "");
      } else if (!full && remembered.untouched(entry, except)) {
        return true;
      }
      if (!remembered.intact(entry, except)) {
        return false;
      }
      AtomicFiles.write(seal, Seal.of(entry, remembered.digest(), except).json());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
