package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.RequestBody;
import io.github.puppetha.http.ResponseListener;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.StreamedRequest;
import io.github.puppetha.http.TreeNames;
import io.github.puppetha.pki.Identity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the site's servers, as the gateway itself, which revisions are live there: at the start, now
 * and then, and when something does not fit. So a gateway that heard nothing of a switch finds out.
 */
final class TreeLook {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int MAX_LISTING = 32 * 1024 * 1024;
  private static final long FIRST_SECONDS = 5;

  private final Settings settings;
  private final Supplier<Identity> identity;
  private final LiveTrees trees;
  private final Runs runs;
  private final Map<HostPort, CompletableFuture<Boolean>> asking = new ConcurrentHashMap<>();
  private final Map<HostPort, Instant> looked = new ConcurrentHashMap<>();
  private final Map<HostPort, Integer> refused = new ConcurrentHashMap<>();

  TreeLook(Settings settings, Supplier<Identity> identity, LiveTrees trees, Runs runs) {
    this.settings = settings;
    this.identity = identity;
    this.trees = trees;
    this.runs = runs;
  }

  /** Asks all, and waits a little for their answers. */
  void first() {
    CompletableFuture<?>[] answers =
        servers().stream().map(this::look).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(answers).get(FIRST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("not every server has said yet which revisions are live there");
    }
  }

  void all() {
    try {
      servers().forEach(this::look);
    } catch (RuntimeException e) {
      LOG.warn("asking servers which revisions are live: {}", e.toString());
    }
  }

  void soon(HostPort server) {
    look(server);
  }

  private Set<HostPort> servers() {
    Set<HostPort> servers = new LinkedHashSet<>(settings.routes().servers());
    servers.addAll(settings.routes().behind());
    return servers;
  }

  private CompletableFuture<Boolean> look(HostPort server) {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> current = asking.putIfAbsent(server, mine);
    if (current != null) {
      return current;
    }
    mine.whenComplete((known, failure) -> asking.remove(server, mine));
    mine.completeOnTimeout(false, settings.patientTimeout().toMillis() * 6, TimeUnit.MILLISECONDS);
    settings.transport().exchange(server, question(), new Answer(server, mine));
    return mine;
  }

  private StreamedRequest question() {
    Map<String, List<String>> headers =
        new TreeMap<>(Map.of("accept", List.of("application/json")));
    if (settings.serverMode() == IdentityMode.HEADERS) {
      Identity own = identity.get();
      IdentityHeaders.set(headers, new Client.Known(own.certname(), own.certificate()));
    }
    return new StreamedRequest(
        "GET", TreeNames.ENVIRONMENTS, headers, RequestBody.NONE, settings.patientTimeout());
  }

  private final class Answer implements ResponseListener {
    private final HostPort server;
    private final CompletableFuture<Boolean> result;
    private final Instant asked = settings.clock().instant();
    private final long notices;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    Answer(HostPort server, CompletableFuture<Boolean> result) {
      this.server = server;
      this.result = result;
      this.notices = trees.of(server).notices();
    }

    @Override
    public void onHead(int newStatus, Map<String, List<String>> headers) {
      status = newStatus;
    }

    @Override
    public void onContent(ByteBuffer content, Runnable next) {
      if (body.size() + content.remaining() <= MAX_LISTING) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        body.writeBytes(bytes);
      } else {
        status = 0;
      }
      next.run();
    }

    @Override
    public void onEnd() {
      if (status == 200) {
        refused.remove(server);
        TreeNames.read(body.toString(StandardCharsets.UTF_8)).ifPresent(this::take);
      } else if (!Integer.valueOf(status).equals(refused.put(server, status))) {
        LOG.warn("{} does not say which revisions are live there: {}", server, status);
      }
      result.complete(status == 200);
      if (status == 200 && trees.of(server).notices() != notices) {
        look(server); // a deployer had something newer to say: what it did not speak of is missing
      }
    }

    private void take(TreeNames found) {
      Instant before = looked.getOrDefault(server, Instant.MIN);
      for (String environment : trees.of(server).seen(found, notices)) {
        int runsInDoubt = runs.doubt(server, environment, before);
        LOG.warn(
            "{} was switched to {} without a word; {} runs are not kept at one revision",
            server,
            found.live().get(environment),
            runsInDoubt);
      }
      looked.put(server, asked);
    }

    @Override
    public void onFailure(ServerUnreachableException failure) {
      result.complete(false);
    }
  }
}
