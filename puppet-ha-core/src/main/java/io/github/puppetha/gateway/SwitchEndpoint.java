package io.github.puppetha.gateway;

import io.github.puppetha.http.PuppetPath;
import io.github.puppetha.http.RequestBody;
import io.github.puppetha.http.SwitchNotice;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes deployers' notices of switches, from certificates that the topology names and from nobody
 * else. Nothing of its path is ever passed on.
 */
final class SwitchEndpoint {
  private static final long LIMIT = 1024 * 1024;
  private static final String PREFIX = "/puppet-ha/";

  private final Settings settings;
  private final LiveTrees trees;

  SwitchEndpoint(Settings settings, LiveTrees trees) {
    this.settings = settings;
    this.trees = trees;
  }

  /** Is it the gateway's own to answer? */
  static boolean takes(PuppetPath.Accepted path) {
    return path.resource().startsWith(PREFIX);
  }

  void answer(Call call, PuppetPath.Accepted path, boolean fromGateway) {
    Set<String> allowed = new TreeSet<>(settings.deployers());
    allowed.addAll(settings.gateways().get());
    String name = call.client().name();
    if (fromGateway || name == null || !allowed.contains(name)) {
      String who = name == null ? "a client without certificate" : name;
      call.answer(403, "Forbidden request: a switch announced by " + who);
    } else if (!path.target().equals(SwitchNotice.PATH)) {
      call.answer(404, "Not Found: " + path.target());
    } else if (!call.request().getMethod().equals("POST")) {
      call.answer(405, "Refused: a notice is posted");
    } else {
      // Nothing over a megabyte is taken in, so nothing goes to a file.
      new BodyBuffer(call.request(), LIMIT, settings.temporaryDirectory(), new Reading(call))
          .read();
    }
  }

  private final class Reading implements BodyBuffer.Reader {
    private final Call call;

    Reading(Call call) {
      this.call = call;
    }

    @Override
    public void complete(RequestBody body) {
      byte[] content = body instanceof RequestBody.Bytes bytes ? bytes.content() : new byte[0];
      try {
        trees.notice(SwitchNotice.read(new String(content, StandardCharsets.UTF_8)));
        call.answer(204, "");
      } catch (IllegalArgumentException e) {
        call.answer(400, "Refused: " + e.getMessage());
      }
    }

    @Override
    public void tooLarge() {
      call.closeAfterwards();
      call.answer(413, "Refused: more than " + LIMIT + " bytes");
    }

    @Override
    public void failed(Throwable failure) {
      call.closeAfterwards();
      call.answer(400, "Refused: the notice could not be read");
    }
  }
}
