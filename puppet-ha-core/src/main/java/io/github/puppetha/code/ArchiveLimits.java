package io.github.puppetha.code;

/**
 * What an archive may hold at most.
 *
 * @param entries files, links and directories
 * @param fileBytes of one file
 * @param bytes of all files
 * @param ratio how many times its own size it may unpack to, over {@code free}
 * @param free bytes for which no ratio counts
 */
record ArchiveLimits(int entries, long fileBytes, long bytes, long ratio, long free) {
  private static final long MIB = 1024 * 1024;

  /** Far above what modules have: the largest on the Forge unpacks to some 20 MiB. */
  static final ArchiveLimits DEFAULT =
      new ArchiveLimits(100_000, 256 * MIB, 2048 * MIB, 100, 32 * MIB);

  /** The most that an archive of this size may unpack to. */
  long most(long archive) {
    return Math.min(bytes, free + ratio * archive);
  }
}
