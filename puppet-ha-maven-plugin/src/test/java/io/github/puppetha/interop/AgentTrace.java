package io.github.puppetha.interop;

import io.github.puppetha.interop.WatchedAgent.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The searches for servers that an agent's debug log tells of. */
final class AgentTrace {
  private static final List<String> RESOLVERS = List.of("SRV", "ServerList", "Settings");
  private static final Pattern SEARCH =
      Pattern.compile("Resolving service '(\\w+)' using Puppet::HTTP::Resolver::(\\w+)");
  private static final Pattern YIELD = Pattern.compile("Yielding next server of (\\S*):(\\d+)");
  private static final Pattern CONNECTION =
      Pattern.compile("(?:Creating new|Using cached) connection for https://(\\S+):(\\d+)");
  private static final Pattern FOUND =
      Pattern.compile("Resolved service '\\w+' to https://([^/:]+):(\\d+)");
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(Error|Warning): (Connection to .* failed, trying next route"
              + "|Unable to connect to server from server_list"
              + "|(Puppet|OpenVox) server \\S+ is unavailable)");
  private static final String REFUSES = "does not default to `server=puppet`";
  private static final Pattern END =
      Pattern.compile("^(Error|Warning): |Unable to connect to server from server_list setting");

  /**
   * A search.
   *
   * @param service as the agent names it
   * @param servers who was tried, {@code host:port}
   * @param chosen the server that was chosen; empty when none was
   * @param end what the log says at its end
   */
  record Search(String service, List<String> servers, String chosen, String end, Duration took) {
    boolean noMoreRoutes() {
      return end.contains("No more routes");
    }
  }

  private final List<Search> done = new ArrayList<>();
  private final List<String> servers = new ArrayList<>();
  private String service = "";
  private int resolver = -1;
  private Duration began = Duration.ZERO;

  private AgentTrace() {}

  static List<Search> of(List<Line> lines) {
    AgentTrace trace = new AgentTrace();
    lines.forEach(trace::read);
    return trace.done;
  }

  private void read(Line line) {
    Matcher search = SEARCH.matcher(line.text());
    if (search.find()) {
      search(search.group(1), RESOLVERS.indexOf(search.group(2)), line.at());
      return;
    }
    if (service.isEmpty()) {
      return;
    }
    Matcher tried = (resolver == 0 ? YIELD : CONNECTION).matcher(line.text());
    Matcher found = FOUND.matcher(line.text());
    if (tried.find()) {
      String host = tried.group(1).isEmpty() ? "." : tried.group(1);
      servers.add(host.toLowerCase(Locale.ROOT) + ":" + tried.group(2));
    } else if (found.find()) {
      end(found.group(1) + ":" + found.group(2), line);
    } else if (!GOES_ON.matcher(line.text()).find() && END.matcher(line.text()).find()) {
      end("", line);
    }
  }

  /** The next resolver of the same search, or a new one. */
  private void search(String name, int next, Duration at) {
    if (name.equals(service) && next > resolver) {
      resolver = next;
      return;
    }
    if (!service.isEmpty()) {
      end("", new Line(at, "next search"));
    }
    service = name;
    resolver = next;
    began = at;
  }

  private void end(String chosen, Line line) {
    if (line.text().contains(REFUSES)) {
      servers.clear(); // drawn, and not tried
    }
    Duration took = line.at().minus(began);
    done.add(new Search(service, List.copyOf(servers), chosen, line.text(), took));
    servers.clear();
    service = "";
    resolver = -1;
  }
}
