package io.github.puppetha.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run of a {@link FakeAgent} went.
 *
 * @param certname whose run
 * @param ok whether it got through to the report
 * @param server who compiled the catalog, as it says itself; empty before there was a catalog
 * @param environment of the catalog; empty before there was one
 * @param version of the catalog; empty before there was one
 * @param notices messages of the catalog's {@code notify} resources
 * @param files plugins and external facts after the run, by mount and path, as UTF-8
 * @param downloaded how many of them came in this run
 * @param error what went wrong; empty when nothing did
 * @param millis how long it took
 */
public record AgentRun(
    String certname,
    boolean ok,
    String server,
    String environment,
    String version,
    List<String> notices,
    Map<String, String> files,
    int downloaded,
    Optional<String> error,
    long millis) {
  /** Copies lists and maps. */
  public AgentRun {
    notices = List.copyOf(notices);
    files = Map.copyOf(files);
  }
}
