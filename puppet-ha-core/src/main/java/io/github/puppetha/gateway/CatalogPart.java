package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.gateway.ServerTrees.Mark;
import io.github.puppetha.http.TreeNames;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A catalog that is compiled under its environment's own name. It waits while its server is being
 * switched; when a switch overtook the compile it is thrown away and asked for again; and an agent
 * whose plugins are of another revision is sent back to sync them.
 */
final class CatalogPart implements Part {
  /** How often one catalog may be overtaken: longer deploys than that are not waited for. */
  private static final int OVERTAKEN = 3;

  /** An agent gives up after the fifth environment; each way there and back takes two. */
  private static final int LAST_ROUND = 3;

  private final Pinning pinning;
  private final Call call;
  private final String certname;
  private final String environment;
  private final Runs.Round round;
  private final boolean fromGateway;
  private final Outgoing outgoing;
  private Mark mark = new Mark(null, 0, false);
  private int overtaken;
  private @Nullable String compiled;

  CatalogPart(
      Pinning pinning,
      Call call,
      String certname,
      String environment,
      Runs.Round round,
      boolean fromGateway,
      Outgoing outgoing) {
    this.pinning = pinning;
    this.call = call;
    this.certname = certname;
    this.environment = environment;
    this.round = round;
    this.fromGateway = fromGateway;
    this.outgoing = outgoing;
  }

  @Override
  public void ask(Target target, Consumer<Outgoing> send) {
    if (target.gateway()) {
      send.accept(
          round.plugins() == null
              ? outgoing
              : outgoing.header(IdentityHeaders.PIN, round.plugins()));
      return;
    }
    HostPort server = target.address();
    Runnable now = () -> askNow(server, send);
    if (overtaken == 0) {
      pinning.trees().whenFree(server, environment, now);
    } else {
      pinning.trees().whenOver(server, environment, now);
    }
  }

  private void askNow(HostPort server, Consumer<Outgoing> send) {
    mark = pinning.trees().of(server).mark(environment);
    String tree = mark.tree();
    boolean other =
        round.plugins() != null
            && tree != null
            && !mark.switching()
            && !round.plugins().equals(tree);
    if (other && round.round() <= LAST_ROUND && outgoing.takesJson()) {
      String why = "its plugins are of " + round.plugins() + ", and " + tree + " is live";
      pinning.tell(PinEvent.SYNCED_AGAIN, certname, why);
      pinning.sendTo(call, certname, TreeNames.again(environment));
      return;
    }
    if (other) {
      pinning.tell(PinEvent.MIXED, certname, round.plugins() + " plugins, " + tree + " catalog");
    }
    send.accept(outgoing);
  }

  @Override
  public Verdict head(Target target, int status, Map<String, List<String>> headers) {
    pinning.heard(headers);
    HostPort server = target.address();
    if (target.gateway()) {
      String named = pinning.named(headers, environment);
      if (status == 200 && named != null) {
        compiled = named;
        pinning.runs().compiled(certname, environment, named, server);
      }
      return Verdict.PASS;
    }
    Mark now = pinning.trees().of(server).mark(environment);
    boolean late = now.epoch() != mark.epoch() || now.switching();
    if (late && overtaken < OVERTAKEN) {
      overtaken++;
      pinning.tell(PinEvent.THROWN_AWAY, certname, "while " + server + " was being switched");
      return Verdict.AGAIN;
    }
    if (status == 200) {
      compiled = late ? null : mark.tree();
      pinning.runs().compiled(certname, environment, compiled, server);
      if (compiled == null) {
        pinning.unknown(certname, environment, server);
      }
    }
    return Verdict.PASS;
  }

  @Override
  public Map<String, String> answerHeaders() {
    return fromGateway && compiled != null ? Map.of(IdentityHeaders.PIN, compiled) : Map.of();
  }
}
