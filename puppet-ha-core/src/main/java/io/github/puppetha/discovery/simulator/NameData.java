package io.github.puppetha.discovery.simulator;

import java.util.List;

/** What DNS would say, were it asked. */
interface NameData {
  /** The records of a name, in the order of the answer, aliases followed. */
  SrvFound srv(String name);

  /** The addresses of a host, as text; empty when there are none. */
  List<String> addresses(String host);

  /** Is it said here whether this host has addresses? If not, it is taken to have one. */
  boolean knows(String host);

  /**
   * An answer.
   *
   * @param kind what sort of answer
   * @param records empty unless found
   */
  record SrvFound(Kind kind, List<Srv> records) {
    /** Sorts of answers that an agent tells apart. */
    enum Kind {
      FOUND,
      EMPTY,
      NO_SUCH_NAME,
      FAILURE,
      SILENCE
    }

    static SrvFound nothing(Kind kind) {
      return new SrvFound(kind, List.of());
    }
  }

  /**
   * A record as an agent sees it.
   *
   * @param target without a final dot, {@code .} for the root
   */
  record Srv(int priority, int weight, String target, int port) {
    /** The agent's own: not the share that RFC 2782 gives to weight 0. */
    long share() {
      return weight == 0 ? 1 : 10L * weight;
    }

    String server() {
      return target + ":" + port;
    }
  }
}
