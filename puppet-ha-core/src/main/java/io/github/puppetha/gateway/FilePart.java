package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file, or what is to be known of files: asked for in the revision of the run. */
final class FilePart implements Part {
  private final Pinning pinning;
  private final String certname;
  private final String tree;
  private final Outgoing asCame;
  private final Outgoing pinned;
  private @Nullable HostPort asked;
  private boolean plain;

  FilePart(Pinning pinning, String certname, String tree, Outgoing asCame, Outgoing pinned) {
    this.pinning = pinning;
    this.certname = certname;
    this.tree = tree;
    this.asCame = asCame;
    this.pinned = pinned;
  }

  @Override
  public void ask(Target target, Consumer<Outgoing> send) {
    asked = target.address();
    boolean has = target.gateway() || pinning.trees().of(target.address()).has(tree);
    if (!plain && !has) {
      pinning.tell(PinEvent.UNPINNED, certname, target.address() + " does not have " + tree);
    }
    send.accept(plain || !has ? asCame : pinned);
  }

  @Override
  public Verdict head(Target target, int status, Map<String, List<String>> headers) {
    pinning.heard(headers);
    return Verdict.PASS;
  }

  /** A revision that a server does not have is no file that is missing. */
  @Override
  public Verdict whole(int status, Map<String, List<String>> headers, byte[] body) {
    if (plain || status != 404 || !text(headers, body).contains("Could not find environment")) {
      return Verdict.PASS;
    }
    plain = true;
    HostPort server = asked;
    if (server != null) {
      pinning.look(server);
      pinning.tell(PinEvent.UNPINNED, certname, server + " does not have " + tree);
    }
    return Verdict.AGAIN;
  }

  private static String text(Map<String, List<String>> headers, byte[] body) {
    if (!headers.getOrDefault("content-encoding", List.of()).contains("gzip")) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readNBytes(4096), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
