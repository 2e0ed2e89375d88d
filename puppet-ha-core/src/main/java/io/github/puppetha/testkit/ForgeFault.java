package io.github.puppetha.testkit;

/** What can be wrong with a {@link FakeForge}, as a value. */
public sealed interface ForgeFault {
  /**
   * The next answers have this status; then all is well again.
   *
   * @param status for example 503
   * @param times how many answers
   */
  record Status(int status, int times) implements ForgeFault {}

  /**
   * Each download breaks off.
   *
   * @param after how many bytes of each answer's body come before the connection is cut
   */
  record BreakOff(int after) implements ForgeFault {}

  /** What it says of a file's checksums is not true of the file. */
  record Lie() implements ForgeFault {}

  /** It gives MD5 checksums only, as releases of long ago have. */
  record Md5Only() implements ForgeFault {}

  /** It doesn't know {@code Range}: every download begins at the beginning. */
  record NoRanges() implements ForgeFault {}
}
