package io.github.puppetha.operations;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.Verification;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneDrain;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.operations.DrainResult.State;
import io.github.puppetha.operations.DrainResult.ZoneResult;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One zone of a plan: what was read there, and what is to change; and the changing. */
final class ZoneWork {
  private static final int TRIES = 10;

  final DomainRecords domain;
  final String at;
  final @Nullable ZoneContent read;
  final @Nullable ZoneDrain edit;
  final String failure;
  private final @Nullable ZoneServer server;
  private final Function<ZoneContent, ZoneDrain> planned;

  private ZoneWork(
      DomainRecords domain,
      String at,
      @Nullable ZoneServer server,
      @Nullable ZoneContent read,
      String failure,
      Function<ZoneContent, ZoneDrain> planned) {
    this.domain = domain;
    this.at = at;
    this.server = server;
    this.read = read;
    this.edit = read == null ? null : planned.apply(read);
    this.failure = failure;
    this.planned = planned;
  }

  static ZoneWork read(
      DomainRecords domain,
      HostPort at,
      ZoneServer server,
      Function<ZoneContent, ZoneDrain> planned) {
    try {
      return new ZoneWork(domain, at.toString(), server, server.read(), "", planned);
    } catch (PuppetHaException e) {
      return new ZoneWork(
          domain, at.toString(), server, null, String.valueOf(e.getMessage()), planned);
    }
  }

  /** A zone that nothing is said of how to change. */
  static ZoneWork byHand(DomainRecords domain) {
    String why =
        "nothing says how the zone %s is changed (dns: {update: …} of the site %s)"
            .formatted(domain.zone(), String.join(", ", domain.sites()));
    return new ZoneWork(
        domain, "-", null, null, why, content -> ZoneDrain.of(content, List.of(), Set.of(), 0));
  }

  boolean byHand() {
    return server == null;
  }

  static Function<ZoneContent, ZoneDrain> draining(
      List<Drain> drains, List<HostPort> ours, long lowTtl) {
    return content -> ZoneDrain.of(content, drains, ours, lowTtl);
  }

  static Function<ZoneContent, ZoneDrain> ending(List<HostPort> servers) {
    return content -> ZoneDrain.end(content, servers);
  }

  ZoneResult carryOut(Drainer.Builder settings) {
    ZoneServer zone = server;
    ZoneContent content = read;
    if (zone == null || content == null) {
      return result(zone == null ? State.BY_HAND : State.UNREACHABLE, failure, 0);
    }
    String said = "";
    for (int i = 0; i < TRIES; i++) {
      ZoneDrain now = planned.apply(content);
      if (now.objection().isPresent()) {
        return result(State.OBJECTED, now.objection().get(), content.serial());
      }
      if (!now.changes()) {
        return i == 0
            ? result(State.UNCHANGED, "", content.serial())
            : verified(zone, content, settings, said);
      }
      UpdateResult update = zone.update(now.change());
      said = update.inWords();
      if (update instanceof UpdateResult.Refused) {
        return result(State.REFUSED, said, content.serial());
      }
      if (update instanceof UpdateResult.Unanswered unanswered && !unanswered.mayBeDone()) {
        return result(State.UNREACHABLE, said, content.serial());
      }
      try {
        content = zone.read();
      } catch (PuppetHaException e) {
        boolean done = update instanceof UpdateResult.Done;
        String more = said + "; then " + e.getMessage();
        return result(done ? State.DONE : State.UNKNOWN, more, 0);
      }
    }
    ZoneDrain left = planned.apply(content);
    return left.changes()
        ? result(State.CONFLICT, said + "; tried " + TRIES + " times", content.serial())
        : verified(zone, content, settings, said);
  }

  private ZoneResult verified(
      ZoneServer zone, ZoneContent content, Drainer.Builder settings, String said) {
    Verification seen = settings.verifier.await(zone, content, settings.verifyFor);
    State state = seen.complete() ? State.DONE : State.LAGGING;
    return new ZoneResult(
        domain.zone(),
        domain.domain(),
        at,
        state,
        content.serial(),
        seen.complete() ? seen.inWords() : said + "; " + seen.inWords());
  }

  private ZoneResult result(State state, String message, long serial) {
    return new ZoneResult(domain.zone(), domain.domain(), at, state, serial, message);
  }

  void close() {
    if (server != null) {
      server.close();
    }
  }
}
