package io.github.puppetha.deploy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to bring a session's content to a server. */
interface Transfer {
  /** Programs that it needs there, beside those that every way needs. */
  List<String> programs();

  /** What it lacks here; null when nothing. */
  @Nullable String lacks();

  /**
   * Sends everything.
   *
   * @param sent told of the bytes that were sent for each environment
   * @return bytes that were sent by other ways than the shell
   * @throws IOException when it did not arrive as it was sent, and for trouble on the way
   */
  long send(Sending sending, Map<String, Long> sent) throws IOException;

  /**
   * What is sent, and where to.
   *
   * @param there what lies in the store already
   */
  record Sending(
      RemoteShell shell,
      RemoteSession session,
      StagePlan plan,
      SessionContent content,
      RemoteState there) {
    /** Compares what is there with what was sent. */
    void check(String arrived, String expected) throws IOException {
      if (!arrived.equals(expected)) {
        throw new IOException(
            "what lies in "
                + session.directory()
                + " on "
                + shell.address().host()
                + " is not what was sent; see to its disk and memory");
      }
    }
  }
}
