package io.github.puppetha.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one of a server's addresses, as RFC 8305 says: in the resolver's order but with the
 * families taking turns, each a little after the one before it while that one is silent, and at
 * once when it has failed. The first connection wins, and the others' sockets are closed before the
 * call returns. One race is run by one thread, which may be interrupted.
 */
public final class AddressRace {
  /**
   * As long as a connection within one continent takes, twice over; RFC 8305 wants 10 ms or more.
   */
  private static final Duration STAGGER = Duration.ofMillis(50);

  private final Deque<InetAddress> left;
  private final int port;
  private final long end;
  private final Map<SocketChannel, InetAddress> pending = new LinkedHashMap<>();
  private final Map<InetAddress, String> failures = new LinkedHashMap<>();
  private long nextAt = System.nanoTime();

  private AddressRace(List<InetAddress> addresses, int port, Duration timeout) {
    this.left = new ArrayDeque<>(inTurns(addresses));
    this.port = port;
    this.end = nextAt + timeout.toNanos();
  }

  /**
   * Connects.
   *
   * @param addresses in the order of preference, at least one
   * @param port 1 to 65535
   * @param timeout for all of it
   * @return a connected channel in blocking mode, the caller's to close
   * @throws IOException when none takes a connection; the message says of each why
   * @throws InterruptedIOException when the thread is interrupted
   */
  public static SocketChannel connect(List<InetAddress> addresses, int port, Duration timeout)
      throws IOException {
    return new AddressRace(addresses, port, timeout).run();
  }

  /** The first one's family begins (RFC 8305, 4). */
  static List<InetAddress> inTurns(List<InetAddress> addresses) {
    Deque<InetAddress> same = new ArrayDeque<>();
    Deque<InetAddress> other = new ArrayDeque<>();
    for (InetAddress address : addresses) {
      boolean first = isSix(address) == isSix(addresses.get(0));
      (first ? same : other).add(address);
    }
    List<InetAddress> turns = new ArrayList<>();
    while (!same.isEmpty() || !other.isEmpty()) {
      if (!same.isEmpty()) {
        turns.add(same.remove());
      }
      if (!other.isEmpty()) {
        turns.add(other.remove());
      }
    }
    return turns;
  }

  private static boolean isSix(InetAddress address) {
    return address instanceof Inet6Address;
  }

  private SocketChannel run() throws IOException {
    SocketChannel winner = null;
    try {
      try (Selector selector = Selector.open()) {
        winner = race(selector);
      }
      winner.configureBlocking(true); // only when no selector has it any more
      return winner;
    } catch (IOException e) {
      if (winner != null) {
        winner.close();
      }
      throw e;
    } finally {
      for (SocketChannel loser : pending.keySet()) {
        loser.close();
      }
    }
  }

  private SocketChannel race(Selector selector) throws IOException {
    while (true) {
      long now = System.nanoTime();
      if (now >= end) {
        pending.forEach((channel, address) -> failures.put(address, "no answer"));
        throw new SocketTimeoutException(why());
      }
      if (!left.isEmpty() && (now >= nextAt || pending.isEmpty())) {
        SocketChannel at = start(selector, left.remove());
        if (at != null) {
          return at;
        }
        continue;
      }
      if (pending.isEmpty()) {
        throw new ConnectException(why());
      }
      long until = left.isEmpty() ? end : Math.min(end, nextAt);
      selector.select(TimeUnit.NANOSECONDS.toMillis(Math.max(until - now, 0)) + 1);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while connecting");
      }
      SocketChannel connected = finish(selector);
      if (connected != null) {
        return connected;
      }
    }
  }

  /** The channel when it connected at once, as it may within one machine. */
  private @Nullable SocketChannel start(Selector selector, InetAddress address) throws IOException {
    nextAt = System.nanoTime() + STAGGER.toNanos();
    SocketChannel channel = SocketChannel.open();
    pending.put(channel, address);
    try {
      channel.configureBlocking(false);
      if (channel.connect(new InetSocketAddress(address, port))) {
        pending.remove(channel);
        return channel;
      }
      channel.register(selector, SelectionKey.OP_CONNECT);
    } catch (IOException e) {
      failed(channel, e); // no route, for example
    }
    return null;
  }

  private @Nullable SocketChannel finish(Selector selector) throws IOException {
    Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
    while (ready.hasNext()) {
      SelectionKey key = ready.next();
      ready.remove();
      SocketChannel channel = (SocketChannel) key.channel();
      try {
        if (channel.finishConnect()) {
          pending.remove(channel);
          return channel;
        }
      } catch (IOException e) {
        key.cancel();
        failed(channel, e);
      }
    }
    return null;
  }

  private void failed(SocketChannel channel, IOException why) throws IOException {
    InetAddress address = pending.remove(channel);
    channel.close();
    if (address != null) {
      failures.put(address, why.getMessage() == null ? why.toString() : why.getMessage());
    }
    nextAt = System.nanoTime();
  }

  /** One reason where all addresses have the same, else each with its own. */
  private String why() {
    TreeSet<String> reasons = new TreeSet<>(failures.values());
    if (reasons.size() == 1) {
      return reasons.first();
    }
    List<String> each = new ArrayList<>();
    failures.forEach((address, reason) -> each.add(address.getHostAddress() + ": " + reason));
    return each.isEmpty() ? "no address to connect to" : String.join(", ", each);
  }
}
