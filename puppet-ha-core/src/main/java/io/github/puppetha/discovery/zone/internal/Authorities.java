package io.github.puppetha.discovery.zone.internal;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.zone.ServerView;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneNames;
import io.github.puppetha.io.Failures;
import io.github.puppetha.io.Threads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Every authoritative server of a zone, asked at the same time. */
final class Authorities {
  private static final int PORT = 53;
  private final ZoneAccess access;
  private final ZoneNames names;

  Authorities(ZoneAccess access, ZoneNames names) {
    this.access = access;
    this.names = names;
  }

  /** How to connect to the primary. */
  interface Opener {
    Connection open() throws IOException;
  }

  /** Those of the access, or of the zone's NS records at its primary. */
  List<ServerView> views(Opener primary) {
    return views(servers(primary));
  }

  List<ServerView> views(List<HostPort> servers) {
    List<CompletableFuture<ServerView>> asked =
        servers.stream()
            .map(server -> Threads.start("puppet-ha zone " + access.zone(), () -> view(server)))
            .toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private List<HostPort> servers(Opener primary) {
    if (!access.authoritative().isEmpty()) {
      return access.authoritative();
    }
    try (Connection connection = primary.open()) {
      return new ZoneReader(connection, access.zone())
          .nameServers().stream().map(name -> new HostPort(name, PORT)).toList();
    } catch (IOException | IllegalArgumentException e) {
      throw new PuppetHaException(
          "cannot ask %s for the name servers of %s: %s"
              .formatted(access.primary(), access.zone(), Failures.text(e)),
          e);
    }
  }

  /** Unsigned: a secondary need not know our key. */
  private ServerView view(HostPort server) {
    try (Connection connection = Rfc2136Server.open(server, access, null)) {
      return ServerView.of(server, new ZoneReader(connection, access.zone()).read(names));
    } catch (IOException | RuntimeException e) {
      return ServerView.failed(server, Failures.text(e));
    }
  }
}
