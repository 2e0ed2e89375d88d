package io.github.puppetha.testkit;

import java.time.Duration;

/** How {@link FakeDns} treats the questions about one name, or all of them. */
public sealed interface FakeDnsBehaviour {

  /** Answers from its records: the default. */
  record Normal() implements FakeDnsBehaviour {}

  /** Says that the name does not exist, whatever records it has (RFC 2308, NXDOMAIN with SOA). */
  record NxDomain() implements FakeDnsBehaviour {}

  /** Says that the name exists without such records (RFC 2308, no error, empty answer with SOA). */
  record NoData() implements FakeDnsBehaviour {}

  /** Says that it failed. */
  record ServFail() implements FakeDnsBehaviour {}

  /** Says that it does not want to answer. */
  record Refused() implements FakeDnsBehaviour {}

  /** Says nothing, as if packets vanished. */
  record Drop() implements FakeDnsBehaviour {}

  /** Answers UDP with nothing but the truncation bit, and TCP in full. */
  record Truncate() implements FakeDnsBehaviour {}

  /**
   * Answers from its records, late.
   *
   * @param delay how late
   */
  record Slow(Duration delay) implements FakeDnsBehaviour {}
}
