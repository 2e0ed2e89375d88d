package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.ServerView;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TxtSet;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneDrain;
import io.github.puppetha.discovery.zone.ZoneNames;
import io.github.puppetha.discovery.zone.ZoneServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A zone in memory: does a message wholly or, when an expectation of it fails, not at all. */
final class FakeZone {
  static final ZoneNames NAMES = new ZoneNames("ams.example.com");

  private ZoneContent content = ZoneContent.empty(NAMES);
  private boolean down;

  ZoneContent content() {
    return content;
  }

  void down(boolean now) {
    down = now;
  }

  /** Puts these in place of what a service had. */
  FakeZone with(Service service, long ttl, List<SrvRecord> records) {
    ZoneChange.Builder change = ZoneChange.of(content);
    apply(change.set(new SrvSet(NAMES.srv(service), ttl, records)).build());
    return this;
  }

  FakeZone withTxt(String name, String... values) {
    apply(ZoneChange.of(content).set(new TxtSet(name, 0, List.of(values))).build());
    return this;
  }

  /** A person drains a server, as the goal does; false when that would take the last one. */
  boolean drain(HostPort server, Instant at) {
    Drain drain = new Drain(server, at, "alice");
    ZoneDrain plan = ZoneDrain.of(content, List.of(drain), List.of(server), 5);
    return plan.objection().isEmpty() && apply(plan.change());
  }

  /** A person ends that, as the goal does. */
  void undrain(HostPort server) {
    apply(ZoneDrain.end(content, List.of(server)).change());
  }

  /** Does a message if all that it expects is so. */
  boolean apply(ZoneChange change) {
    for (ZoneChange.Expect expect : change.expects()) {
      if (!holds(expect)) {
        return false;
      }
    }
    List<SrvSet> srv = new ArrayList<>(content.srv());
    List<TxtSet> txt = new ArrayList<>(content.txt());
    for (ZoneChange.Edit edit : change.edits()) {
      if (edit instanceof ZoneChange.Edit.Srv e) {
        srv.replaceAll(old -> old.name().equals(e.set().name()) ? e.set() : old);
      } else if (edit instanceof ZoneChange.Edit.Txt e) {
        txt.replaceAll(old -> old.name().equals(e.set().name()) ? e.set() : old);
      }
    }
    content = new ZoneContent(NAMES, content.serial() + 1, srv, txt);
    return true;
  }

  private boolean holds(ZoneChange.Expect expect) {
    if (expect instanceof ZoneChange.Expect.Srv e) {
      return content.srv().stream().anyMatch(now -> now.sameRecords(e.set()));
    }
    TxtSet wanted = ((ZoneChange.Expect.Txt) expect).set();
    return content.txt(wanted.name()).values().equals(wanted.values());
  }

  /** The way of one monitor to the zone. */
  class Way implements ZoneServer {
    /** What the message meets on its way. */
    enum Fate {
      ARRIVES,
      ANSWER_LOST,
      LOST
    }

    /** Called before a message is on its way; may throw to kill who sends it. */
    void sending(ZoneChange change) {}

    /** What becomes of the message. */
    Fate fate(ZoneChange change) {
      return Fate.ARRIVES;
    }

    /** A message was done. */
    void done(ZoneContent before, ZoneChange change, ZoneContent after) {}

    @Override
    public ZoneNames names() {
      return NAMES;
    }

    @Override
    public ZoneContent read() {
      if (down) {
        throw new PuppetHaException("reading ams.example.com: 127.0.0.53 does not answer");
      }
      return content;
    }

    @Override
    public UpdateResult update(ZoneChange change) {
      sending(change);
      if (down) {
        return new UpdateResult.Unanswered(false, "127.0.0.53 does not answer");
      }
      Fate fate = fate(change);
      if (fate == Fate.LOST) {
        return new UpdateResult.Unanswered(true, "127.0.0.53 does not answer");
      }
      boolean all = deliver(change);
      if (fate == Fate.ANSWER_LOST) {
        return new UpdateResult.Unanswered(true, "127.0.0.53 does not answer");
      }
      return all
          ? new UpdateResult.Done(content.serial(), "done")
          : new UpdateResult.Conflict("NXRRSET", "something has changed meanwhile");
    }

    /** The message reaches the server. */
    boolean deliver(ZoneChange change) {
      ZoneContent before = content;
      boolean all = apply(change);
      if (all) {
        done(before, change, content);
      }
      return all;
    }

    @Override
    public List<ServerView> views() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
