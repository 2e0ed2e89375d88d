package io.github.puppetha.code;

import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive, as it stands there: nothing of it is to be trusted.
 *
 * @param name its path as written
 * @param kind what it is
 * @param target where a link leads; null for all else
 * @param refusal why it cannot be deployed whatever its name; null when it may be
 */
record ArchiveItem(String name, Kind kind, @Nullable String target, @Nullable String refusal) {
  enum Kind {
    DIRECTORY,
    FILE,
    PROGRAM,
    LINK
  }

  static ArchiveItem of(String name, Kind kind) {
    return new ArchiveItem(name, kind, null, null);
  }

  static ArchiveItem refused(String name, String why) {
    return new ArchiveItem(name, Kind.FILE, null, why);
  }
}
