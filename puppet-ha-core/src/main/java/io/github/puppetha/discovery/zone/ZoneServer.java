package io.github.puppetha.discovery.zone;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.zone.internal.Rfc2136Server;
import java.util.List;

/**
 * The primary name server of one zone, asked for one SRV domain in it and told of changes (RFC
 * 2136, signed as RFC 8945 says). Safe for use by several threads; each call blocks until it is
 * answered or its time is up.
 */
public interface ZoneServer extends AutoCloseable {

  /** The server that is reached so; connects when it is asked. */
  static ZoneServer at(ZoneAccess access) {
    return new Rfc2136Server(access);
  }

  /** The domain whose records are read and written. */
  ZoneNames names();

  /**
   * The records of the domain as the primary has them now. They are asked for one name after
   * another; that nothing changed meanwhile is for the expectations of {@link #update} to say.
   *
   * @throws PuppetHaException when it does not answer, refuses, or is not authoritative
   */
  ZoneContent read();

  /**
   * Has a change made, in one message; all of it or nothing. Never throws for what the server says,
   * or for its silence.
   *
   * @throws IllegalArgumentException when the change has a name outside of the zone
   */
  UpdateResult update(ZoneChange change);

  /**
   * What each authoritative server has now: one answer for each, in the order of their names.
   *
   * @throws PuppetHaException when the zone's name servers are not known and the primary does not
   *     say them
   */
  List<ServerView> views();

  @Override
  void close();
}
