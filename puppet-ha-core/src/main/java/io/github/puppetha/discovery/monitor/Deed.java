package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.zone.TakenOut;

/** What is done to one record in one message. */
public sealed interface Deed {
  /** The record, as it was in its set. */
  TakenOut record();

  /** Why it is done. */
  String why();

  /** What became of the record, before the name of its service. */
  String verb();

  /** The same in one sentence. */
  default String inWords() {
    String service = record().service().srvName("");
    return "%s:%d was %s %s: %s"
        .formatted(
            record().record().target(),
            record().record().port(),
            verb(),
            service.substring(0, service.length() - 1),
            why());
  }

  /**
   * An SRV record is taken out, and kept in a TXT record.
   *
   * @param record what it was
   * @param why what was found of its server
   */
  record TakeOut(TakenOut record, String why) implements Deed {
    @Override
    public String verb() {
      return "taken out of";
    }
  }

  /**
   * An SRV record is put back as it was.
   *
   * @param record what it was
   * @param why what was found of its server
   */
  record PutBack(TakenOut record, String why) implements Deed {
    @Override
    public String verb() {
      return "put back into";
    }
  }

  /**
   * The TXT record of an SRV record that somebody else has put back is removed.
   *
   * @param record what it was
   * @param why what was found
   */
  record Forget(TakenOut record, String why) implements Deed {
    @Override
    public String verb() {
      return "no longer remembered for";
    }
  }
}
