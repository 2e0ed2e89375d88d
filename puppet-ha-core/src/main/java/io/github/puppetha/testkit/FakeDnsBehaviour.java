package io.github.puppetha.testkit;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

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

  /**
   * Answers questions for records of one type only, and says nothing to others.
   *
   * @param type mnemonic of the record type, such as {@code A}
   */
  record OnlyType(String type) implements FakeDnsBehaviour {}

  /**
   * Behaves differently each time: the first way, the next, and after the last the first again.
   *
   * @param turns at least one
   */
  record InTurns(List<FakeDnsBehaviour> turns) implements FakeDnsBehaviour {
    /** Copies the list. */
    public InTurns {
      turns = List.copyOf(turns);
      if (turns.isEmpty()) {
        throw new IllegalArgumentException("at least one behaviour is needed");
      }
    }
  }

  /** Gives the records of a name in another order each time, as many servers do. */
  record Rotate() implements FakeDnsBehaviour {}

  /** Gives empty answers without an SOA record, as resolvers on the machine itself do. */
  record NoSoa() implements FakeDnsBehaviour {}

  /** Gives an alias without what it stands for, as a server does that has only the one zone. */
  record AliasOnly() implements FakeDnsBehaviour {}

  /** Refuses questions with EDNS (RFC 6891) as malformed, as old servers do. */
  record NoEdns() implements FakeDnsBehaviour {}

  /** Names other servers to ask instead, as a server does that neither knows nor asks. */
  record Referral() implements FakeDnsBehaviour {}

  /** Answers UDP with the truncation bit, and closes TCP connections without an answer. */
  record TruncateWithoutTcp() implements FakeDnsBehaviour {}

  /** Lies: answers under another message id. */
  record WrongId() implements FakeDnsBehaviour {}

  /**
   * Lies: answers a question that was not asked.
   *
   * @param name the one that it answers about, with the records of the name asked for
   */
  record WrongName(String name) implements FakeDnsBehaviour {}

  /** Lies: the id is right, the rest is no DNS message. */
  record Garbage() implements FakeDnsBehaviour {}

  /**
   * Lies: some bytes of the answer, but not its id, are others.
   *
   * @param random which ones and what they are; used by the server's threads
   */
  record Mangled(RandomGenerator random) implements FakeDnsBehaviour {}

  /**
   * Lies: adds records that nobody asked for to its answers.
   *
   * @param records in the form of a zone file
   */
  record Unasked(String records) implements FakeDnsBehaviour {}

  /**
   * Sends as many bytes as the answer and padding have, by UDP too, whatever the client takes.
   *
   * @param bytes how long the answer is at least; at most 65,000
   */
  record Huge(int bytes) implements FakeDnsBehaviour {}

  /**
   * Behaves in some way by UDP, and normally by TCP, as when UDP answers are forged on the way.
   *
   * @param behaviour by UDP
   */
  record ByUdp(FakeDnsBehaviour behaviour) implements FakeDnsBehaviour {}
}
