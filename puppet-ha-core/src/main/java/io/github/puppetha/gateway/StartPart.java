package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The plugins of a run that may just begin: it does so when no switch is under way. */
final class StartPart implements Part {
  private final Pinning pinning;
  private final HostPort server;
  private final String environment;
  private final Supplier<Part> begin;
  private @Nullable Part begun;

  StartPart(Pinning pinning, HostPort server, String environment, Supplier<Part> begin) {
    this.pinning = pinning;
    this.server = server;
    this.environment = environment;
    this.begin = begin;
  }

  @Override
  public void ask(Target target, Consumer<Outgoing> send) {
    Part part = begun;
    if (part != null) {
      part.ask(target, send);
      return;
    }
    pinning
        .trees()
        .whenFree(
            server,
            environment,
            () -> {
              Part now = begin.get();
              begun = now;
              now.ask(target, send);
            });
  }

  @Override
  public Verdict head(Target target, int status, Map<String, List<String>> headers) {
    Part part = begun;
    return part == null ? Verdict.PASS : part.head(target, status, headers);
  }

  @Override
  public Verdict whole(int status, Map<String, List<String>> headers, byte[] body) {
    Part part = begun;
    return part == null ? Verdict.PASS : part.whole(status, headers, body);
  }
}
