package io.github.puppetha.discovery.zone.internal;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.zone.ServerView;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneNames;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.io.Failures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Update;

/** A zone's primary, over one TCP connection for each call. */
public final class Rfc2136Server implements ZoneServer {
  private final ZoneAccess access;
  private final ZoneNames names;
  private final @Nullable TSIG tsig;

  /** Connects to nothing yet. */
  public Rfc2136Server(ZoneAccess access) {
    this.access = access;
    this.names = new ZoneNames(access.domain());
    this.tsig = access.key().map(key -> Signer.of(key, access.clock())).orElse(null);
  }

  @Override
  public ZoneNames names() {
    return names;
  }

  @Override
  public ZoneContent read() {
    try (Connection connection = open()) {
      return new ZoneReader(connection, access.zone()).read(names);
    } catch (IOException e) {
      throw new PuppetHaException(
          "cannot read the zone %s at %s: %s"
              .formatted(access.zone(), access.primary(), Failures.text(e)),
          e);
    }
  }

  @Override
  public UpdateResult update(ZoneChange change) {
    String tried =
        "update of the zone %s at %s%s (%s)"
            .formatted(
                access.zone(),
                access.primary(),
                access.key().map(key -> ", signed by " + key).orElse(", unsigned"),
                UpdateMessage.inWords(change));
    boolean sent = false;
    Update update = message(change);
    try (Connection connection = open()) {
      sent = true;
      return result(connection, connection.ask(update), tried);
    } catch (IOException e) {
      String state = sent ? "; it may have been done: read again" : "; nothing was changed";
      return new UpdateResult.Unanswered(sent, tried + ": " + Failures.text(e) + state);
    }
  }

  private Update message(ZoneChange change) {
    try {
      return new UpdateMessage(ZoneReader.name(access.zone())).of(change);
    } catch (IOException e) {
      throw new IllegalArgumentException(Failures.text(e), e);
    }
  }

  private UpdateResult result(Connection connection, Connection.Answer answer, String tried) {
    int rcode = answer.rcode();
    String why = tried + ": " + RcodeWords.of(answer.message(), rcode);
    return switch (rcode) {
      case Rcode.NOERROR ->
          answer.trusted()
              ? new UpdateResult.Done(serial(connection), tried + ": done")
              : new UpdateResult.Unanswered(
                  true, tried + ": the answer is not signed by our key; read again");
      case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.YXDOMAIN ->
          new UpdateResult.Conflict(
              RcodeWords.label(rcode), why + "; someone else wrote first, nothing was changed");
      default -> new UpdateResult.Refused(RcodeWords.label(rcode), why + "; nothing was changed");
    };
  }

  private long serial(Connection connection) {
    try {
      return new ZoneReader(connection, access.zone()).serial();
    } catch (IOException e) {
      return 0;
    }
  }

  private Connection open() throws IOException {
    return open(access.primary(), access, tsig);
  }

  /** Connects to the first address of a server that takes the connection. */
  static Connection open(HostPort server, ZoneAccess access, @Nullable TSIG tsig)
      throws IOException {
    IOException last = new IOException("it has no address");
    for (InetAddress address : access.resolver().resolve(server.host())) {
      try {
        return Connection.open(
            new InetSocketAddress(address, server.port()), access.timeout(), tsig);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException("cannot connect: " + Failures.text(last), last);
  }

  @Override
  public List<ServerView> views() {
    return new Authorities(access, names).views(this::open);
  }

  @Override
  public void close() {
    // Each call has a connection of its own.
  }
}
