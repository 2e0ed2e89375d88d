package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.Exchange;
import io.github.puppetha.http.ResponseListener;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.ServerUnreachableException.Stage;
import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes one request on to the first that answers. The beginning of an answer is held back a little
 * so that a server that dies in the middle of a small answer is passed over too.
 */
final class Forwarding {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int HELD_BACK = 64 * 1024;

  private final Settings settings;
  private final Postponed postponed;
  private final Liveness liveness;
  private final Call call;
  private final Outgoing outgoing;
  private final Part part;
  private final Deque<Target> left;
  private final List<Target> slow = new ArrayList<>();
  private Duration connectTimeout;
  private @Nullable String busy;

  Forwarding(
      Settings settings,
      Postponed postponed,
      Liveness liveness,
      Call call,
      Outgoing outgoing,
      Part part,
      List<Target> targets) {
    this.settings = settings;
    this.liveness = liveness;
    this.postponed = postponed;
    this.call = call;
    this.outgoing = outgoing;
    this.part = part;
    this.left = new ConcurrentLinkedDeque<>(targets);
    this.connectTimeout = settings.connectTimeout();
  }

  void start() {
    call.patientWithClient();
    next();
  }

  private void next() {
    if (left.isEmpty() && busy == null && connectTimeout != settings.patientTimeout()) {
      connectTimeout = settings.patientTimeout();
      left.addAll(slow);
    }
    Target target = left.poll();
    if (target == null) {
      call.comeAgain(
          "No server can answer now; please come again.",
          busy == null ? settings.retryAfter() : busy);
      return;
    }
    part.ask(target, request -> send(target, request));
  }

  private void send(Target target, Outgoing request) {
    Attempt attempt = new Attempt(target);
    try {
      attempt.exchange =
          settings
              .transport()
              .exchange(target.address(), request.to(target, connectTimeout), attempt);
    } catch (RuntimeException e) { // by whatever thread it was that let a waiting request go
      LOG.error("asking {}: {}", target.address(), e, e);
      call.answer(500, "The gateway failed; its log says why.");
      return;
    }
    if (outgoing.mayBeRepeated()) {
      attempt.watch(settings.connectTimeout());
    }
  }

  /** What one server answered will not do: it is asked again. */
  private void again(Target target) {
    left.addFirst(target);
    next();
  }

  private void passOver(HostPort server, String reason) {
    postponed.failed(server);
    call.passedOver(server);
    settings.listener().passedOver(server, reason);
  }

  private final class Attempt implements ResponseListener {
    private final Target target;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private volatile @Nullable Exchange exchange;
    private int status;
    private Map<String, List<String>> headers = Map.of();
    private boolean committed;
    private boolean again;
    private @Nullable EnvironmentBack change;
    private volatile boolean silent = true;

    Attempt(Target target) {
      this.target = target;
    }

    private HostPort server() {
      return target.address();
    }

    /** Asks now and then, while there is no answer, whether the server is still there. */
    private void watch(Duration delay) {
      call.request()
          .getComponents()
          .getScheduler()
          .schedule(this::askWhetherAlive, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void askWhetherAlive() {
      if (!silent) {
        return;
      }
      Duration limit = left.isEmpty() ? settings.patientTimeout() : settings.connectTimeout();
      liveness
          .takesConnections(target, limit)
          .thenAccept(
              alive -> {
                Exchange current = exchange;
                if (silent && !alive && current != null) {
                  current.cancel("it takes no new connections either");
                } else if (silent) {
                  watch(settings.patientTimeout());
                }
              });
    }

    private boolean isBusy() {
      return status == 503;
    }

    @Override
    public void onHead(int newStatus, Map<String, List<String>> newHeaders) {
      silent = false;
      status = newStatus;
      headers = newHeaders;
      if (!isBusy()) {
        postponed.answered(server());
        again = part.head(target, status, headers) == Part.Verdict.AGAIN;
        change = again || status != 200 ? null : part.change();
      }
    }

    @Override
    public void onContent(ByteBuffer content, Runnable next) {
      if (isBusy() || again) {
        next.run();
      } else if (change != null) {
        hold(content);
        changed(false);
        next.run();
      } else if (committed) {
        call.write(content, next, this::clientGone);
      } else if (held.size() + content.remaining() <= HELD_BACK) {
        hold(content);
        next.run();
      } else {
        commit();
        call.write(
            ByteBuffer.wrap(held.toByteArray()),
            () -> call.write(content, next, this::clientGone),
            this::clientGone);
      }
    }

    private void hold(ByteBuffer content) {
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      held.writeBytes(bytes);
    }

    /** Changes what is held as soon as there is enough of it; nothing is passed on before. */
    private void changed(boolean end) {
      EnvironmentBack wanted = change;
      if (wanted == null) {
        return;
      }
      EnvironmentBack.Found found = wanted.look(held.toByteArray(), end);
      if (found instanceof EnvironmentBack.Found.Ours ours) {
        held.reset();
        held.writeBytes(ours.bytes());
        headers = new TreeMap<>(headers);
        headers.remove("content-length");
        change = null;
      } else if (found instanceof EnvironmentBack.Found.Other) {
        change = null;
        again = true;
        part.otherEnvironment();
      }
    }

    private void clientGone(Throwable failure) {
      Exchange current = exchange;
      if (current != null) {
        current.cancel("the client has gone");
      }
      call.breakOff(failure, server());
    }

    private void commit() {
      committed = true;
      HttpFields.Mutable fields = call.response().getHeaders();
      HopByHop.without(headers)
          .forEach(
              (name, values) -> {
                fields.remove(name);
                if (!IdentityHeaders.isOurs(name)) {
                  values.forEach(value -> fields.add(name, value));
                }
              });
      if (outgoing.labelsAsText() && status == 200) {
        fields.put("Content-Type", "text/plain");
      }
      part.answerHeaders().forEach(fields::put);
      call.head(status);
    }

    @Override
    public void onEnd() {
      if (isBusy()) {
        busy = headers.getOrDefault("retry-after", List.of(settings.retryAfter())).get(0);
        passOver(server(), server() + " is too busy (503)");
        next();
        return;
      }
      changed(true);
      if (!committed && !again) {
        again = part.whole(status, headers, held.toByteArray()) == Part.Verdict.AGAIN;
      }
      if (again) {
        again(target);
        return;
      }
      byte[] rest = new byte[0];
      if (!committed) {
        commit();
        rest = held.toByteArray();
      }
      call.end(ByteBuffer.wrap(rest), status, server());
    }

    @Override
    public void onFailure(ServerUnreachableException failure) {
      silent = false;
      if (committed) {
        postponed.failed(server());
        call.breakOff(failure, server());
        return;
      }
      passOver(server(), String.valueOf(failure.getMessage()));
      boolean timeout =
          failure.getCause() instanceof TimeoutException
              || failure.getCause() instanceof SocketTimeoutException;
      if (failure.neverSent() && timeout) {
        slow.add(target);
      }
      if (failure.neverSent() || isBusy() || again) {
        next();
      } else if (failure.stage() == Stage.TIMEOUT) {
        call.answer(504, "The server gave no answer in time.");
      } else if (outgoing.mayBeRepeated()) {
        next();
      } else {
        call.answer(502, "The server closed the connection without an answer.");
      }
    }
  }
}
