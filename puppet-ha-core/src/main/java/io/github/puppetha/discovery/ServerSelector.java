package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPath;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.io.Threads;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which Puppet server to use, at once.
 *
 * <p>Servers come from SRV records (RFC 2782), and after them from the site's own list. Those of
 * the best priority share the selections by weight. A server that has not lately been seen to be
 * good is probed first; while it is silent the next one is tried beside it, and the first good one
 * wins. A server that failed is postponed, longer each time, and forgiven as soon as it succeeds;
 * when no other is left, it is tried again.
 *
 * <pre>{@code
 * try (ServerSelector selector =
 *     ServerSelector.builder()
 *         .srvDomain("ams.example.com")
 *         .fallback(List.of(WeightedServer.of(new HostPort("puppet1.ams.example.com", 8140), 10)))
 *         .build()) {
 *   HostPort server = selector.select(Service.PUPPET);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. Close it to stop its probes; requests under way go on.
 */
public final class ServerSelector implements Sender, AutoCloseable {
  private static final long IDLE_THREAD_MILLIS = 200;

  private final SelectorSettings settings;
  private final Map<Service, ServiceSelection> selections = new EnumMap<>(Service.class);
  private final ExecutorService probes = threads("puppet-ha-probe");
  private final Memory memory;
  private final @Nullable AutoCloseable listening;

  ServerSelector(SelectorSettings settings, ServerSource source) {
    this.settings = settings;
    this.memory = new Memory(settings.memory(), settings.clock());
    HealthCheck check = settings.health();
    this.listening = check == null ? null : check.listen(this::heard);
    for (Service service : Service.values()) {
      selections.put(service, new ServiceSelection(service, settings, source, memory::of, probes));
    }
  }

  /** Begins to describe a selector. */
  public static ServerSelectorBuilder builder() {
    return new ServerSelectorBuilder();
  }

  /** As many threads as there is work for; idle ones end soon, as selectors may be many. */
  static ThreadPoolExecutor threads(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_THREAD_MILLIS,
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        Threads.daemons(name));
  }

  /** A server that a health probe found is not probed again at its next selection. */
  private void heard(HealthReport report) {
    if (report.answers()) {
      memory.of(report.server()).seen(settings.clock().millis(), settings.trust());
    }
  }

  private ServiceSelection of(Service service) {
    return selections.get(service);
  }

  /**
   * Selects a server that answers. Each call draws anew, so that a process that asks often spreads
   * its requests; a caller that must stay with one server keeps the answer. Takes less than a
   * microsecond when the one drawn is known to be good; else as long as the DNS look-up and the
   * first successful probe take.
   *
   * @throws NoServerException when no server is known, or none answers
   */
  public HostPort select(Service service) {
    return of(service).select(Set.of());
  }

  /**
   * The same, passing some servers over, such as those that the caller has tried in vain.
   *
   * @throws NoServerException when no other server is known, or none answers
   */
  public HostPort select(Service service, Set<HostPort> except) {
    return of(service).select(except);
  }

  /**
   * Every server of a service in a drawn order in which to try them, without trying them: those
   * that failed lately after the others, those that may not serve at the end (or left out, if so
   * built). Empty when none is known.
   */
  public List<HostPort> candidates(Service service) {
    return of(service).candidates();
  }

  /**
   * A sender that selects a server for each request and moves on to the next one where that is
   * safe: when the server saw nothing of the request, when it answered 503 or 429 with Retry-After,
   * and for GET, HEAD and OPTIONS after any failure. When every server turns a request away, the
   * answer with the shortest Retry-After is returned. It throws {@link NoServerException} when none
   * is left, and the last server's own exception when sending again would not be safe.
   *
   * @throws IllegalStateException when this selector was built without {@code senders}
   */
  public Sender sender(Service service) {
    return new FailoverSender(this, service, needed(settings.senders()), settings.clock());
  }

  static Function<HostPort, Sender> needed(@Nullable Function<HostPort, Sender> senders) {
    if (senders == null) {
      throw new IllegalStateException(
          "this selector cannot send: give its builder senders(…) or transport(…)");
    }
    return senders;
  }

  /**
   * Sends a request to a server of the service that its path belongs to, as {@link
   * #sender(Service)} does: certificates to the CA, reports to the servers for reports, files to
   * those for files, everything else to {@link Service#PUPPET}.
   *
   * @throws NoServerException when no server is left
   * @throws ServerUnreachableException when sending again would not be safe
   * @throws IllegalStateException when this selector was built without {@code senders}
   */
  @Override
  public PuppetResponse send(PuppetRequest request) {
    return sender(serviceOf(request)).send(request);
  }

  private static Service serviceOf(PuppetRequest request) {
    if (PuppetPaths.classify(request.target()) instanceof PuppetPath.Accepted path) {
      return switch (path.kind()) {
        case CA -> Service.CA;
        case REPORT -> Service.REPORT;
        case FILE -> Service.FILESERVER;
        default -> Service.PUPPET;
      };
    }
    return Service.PUPPET;
  }

  /**
   * Selects a server and keeps it: everything that is sent through what is returned meets the same
   * server, whatever services there are.
   *
   * @throws NoServerException when no server is known, or none answers
   */
  public PinnedSelection pin(Service service) {
    return new PinnedSelection(this, select(service), settings.senders());
  }

  /** Remembers what an answer says of its server: true when the server turned the request away. */
  boolean answered(HostPort server, PuppetResponse response) {
    if (response.status() != 503 && response.status() != 429) {
      succeeded(server);
      return false;
    }
    String why = "answered " + response.status();
    RetryAfter.of(response, settings.clock())
        .ifPresentOrElse(
            wait -> busy(server, why + " with Retry-After " + wait.toSeconds(), wait),
            () -> failed(server, why));
    return true;
  }

  /** Tells that a server did what it was asked; it is forgiven all failures. */
  public void succeeded(HostPort server) {
    memory.of(server).succeeded(settings.clock().millis(), settings.trust());
  }

  /**
   * Tells that a server failed; it is postponed.
   *
   * @param server which
   * @param why what happened, for messages
   */
  public void failed(HostPort server, String why) {
    memory.of(server).failed(settings.clock().millis(), why);
  }

  /**
   * Tells that a server asks to be left alone for a while.
   *
   * @param server which
   * @param why what it said, for messages
   * @param retryAfter for how long; granted up to five minutes
   */
  public void busy(HostPort server, String why, Duration retryAfter) {
    memory.of(server).busy(settings.clock().millis(), why, retryAfter);
  }

  /** Stops the probes that are under way, and writes what is to be remembered. */
  @Override
  public void close() {
    probes.shutdownNow();
    memory.close();
    if (listening != null) {
      try {
        listening.close();
      } catch (Exception e) {
        throw new IllegalStateException("a listener that cannot be taken back", e);
      }
    }
  }
}
