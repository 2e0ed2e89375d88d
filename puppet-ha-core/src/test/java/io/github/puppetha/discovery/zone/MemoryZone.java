package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A zone in memory that keeps the rules of RFC 2136; faults are for {@link #before}. */
public final class MemoryZone implements ZoneServer {
  private ZoneContent content;
  private UnaryOperator<ZoneContent> meanwhile = UnaryOperator.identity();
  private Silence silence = Silence.NEVER;
  private List<ServerView> secondaries = List.of();
  private Runnable look = () -> {};
  private final List<ZoneChange> changes = new ArrayList<>();

  /** What happens to the answer of one update. */
  public enum Silence {
    NEVER,
    AFTER_IT_WAS_DONE,
    BEFORE_IT_WAS_DONE
  }

  public MemoryZone(ZoneContent content) {
    this.content = content;
  }

  /** What the topology wants, published. */
  public static MemoryZone of(DomainRecords domain) {
    ZoneContent empty = ZoneContent.empty(new ZoneNames(domain.domain()));
    MemoryZone zone = new MemoryZone(empty);
    zone.put(domain.puppet());
    zone.put(domain.ca());
    return zone;
  }

  /** Once, between the next update's arrival and its prerequisites, someone else writes this. */
  public void before(UnaryOperator<ZoneContent> write) {
    meanwhile = write;
  }

  /** The next update gets no answer. */
  public void silent(Silence when) {
    silence = when;
  }

  /** Other authoritative servers, and what happens each time that all are looked at. */
  public void secondaries(List<ServerView> views, Runnable whenLooked) {
    secondaries = views;
    look = whenLooked;
  }

  public void put(SrvSet set) {
    List<SrvSet> srv =
        content.srv().stream().map(s -> s.name().equals(set.name()) ? set : s).toList();
    content = new ZoneContent(content.names(), content.serial() + 1, srv, content.txt());
  }

  public void put(TxtSet set) {
    List<TxtSet> txt =
        content.txt().stream().map(s -> s.name().equals(set.name()) ? set : s).toList();
    content = new ZoneContent(content.names(), content.serial() + 1, content.srv(), txt);
  }

  /** What was asked for, in order. */
  public List<ZoneChange> changes() {
    return List.copyOf(changes);
  }

  @Override
  public ZoneNames names() {
    return content.names();
  }

  @Override
  public ZoneContent read() {
    return content;
  }

  @Override
  public UpdateResult update(ZoneChange change) {
    changes.add(change);
    Silence now = silence;
    silence = Silence.NEVER;
    UpdateResult lost = new UpdateResult.Unanswered(true, "no answer; it may have been done");
    if (now == Silence.BEFORE_IT_WAS_DONE) {
      return lost;
    }
    UpdateResult result = carryOut(change);
    return now == Silence.AFTER_IT_WAS_DONE ? lost : result;
  }

  private UpdateResult carryOut(ZoneChange change) {
    content = meanwhile.apply(content);
    meanwhile = UnaryOperator.identity();
    for (ZoneChange.Expect expect : change.expects()) {
      boolean met =
          expect instanceof ZoneChange.Expect.Srv srv
              ? content.srv().stream().anyMatch(srv.set()::sameRecords)
              : expect instanceof ZoneChange.Expect.Txt txt
                  && content.txt(txt.set().name()).values().equals(txt.set().values());
      if (!met) {
        return new UpdateResult.Conflict("NXRRSET", "someone else wrote first");
      }
    }
    for (ZoneChange.Edit edit : change.edits()) {
      if (edit instanceof ZoneChange.Edit.Srv srv) {
        put(srv.set());
      } else if (edit instanceof ZoneChange.Edit.Txt txt) {
        put(txt.set());
      }
    }
    return new UpdateResult.Done(content.serial(), "done");
  }

  @Override
  public List<ServerView> views() {
    look.run();
    List<ServerView> views = new ArrayList<>();
    views.add(ServerView.of(new HostPort("ns." + names().domain(), 53), content));
    views.addAll(secondaries);
    return views;
  }

  @Override
  public void close() {}
}
