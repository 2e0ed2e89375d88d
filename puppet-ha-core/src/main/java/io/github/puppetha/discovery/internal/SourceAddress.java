package io.github.puppetha.discovery.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** Which of its addresses this machine sends from; the system is asked, no packet is sent. */
final class SourceAddress {
  private static final int ANY_PORT = 9;

  private SourceAddress() {}

  static Optional<InetAddress> to(InetAddress destination) {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(destination, ANY_PORT));
      return channel.getLocalAddress() instanceof InetSocketAddress local
          ? Optional.of(local.getAddress())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // no route, or no such family here
    }
  }
}
