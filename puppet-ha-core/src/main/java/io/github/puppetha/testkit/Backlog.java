package io.github.puppetha.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes all places in the queue of a listener that accepts nothing, so that on Linux the next
 * connect gets no answer, as from a host whose packets vanish.
 */
final class Backlog implements AutoCloseable {
  private static final int MOST = 400;
  private static final int PATIENCE_MILLIS = 60;

  private final List<Socket> places = new ArrayList<>();

  Backlog(InetSocketAddress listener) {
    try {
      for (int i = 0; i < MOST; i++) {
        Socket socket = new Socket();
        places.add(socket);
        socket.connect(listener, PATIENCE_MILLIS);
      }
    } catch (IOException e) {
      return; // full
    }
  }

  @Override
  public void close() {
    for (Socket place : places) {
      try {
        place.close();
      } catch (IOException e) {
        continue; // closed all the same
      }
    }
  }
}
