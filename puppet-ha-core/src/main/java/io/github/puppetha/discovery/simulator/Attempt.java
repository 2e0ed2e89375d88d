package io.github.puppetha.discovery.simulator;

import java.time.Duration;

/**
 * One try at one server.
 *
 * @param server {@code host:port}; the host as in the record or setting, {@code .} for a root
 *     target
 * @param route where the agent has it from
 * @param result how the try ends
 * @param took how long it takes, apart from what a living network and server need
 */
public record Attempt(String server, Route route, Result result, Duration took) {

  /** Where a server comes from, in the order in which an agent asks. */
  public enum Route {
    /** SRV records ({@code use_srv_records}). */
    SRV("SRV"),
    /** {@code server_list}. */
    SERVER_LIST("server_list"),
    /** {@code server}, {@code ca_server}, {@code report_server}. */
    SETTINGS("settings");

    private final String title;

    Route(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** How a try ends. */
  public enum Result {
    /** The server is chosen. */
    GOOD("taken"),
    /** Refused or unreachable; the next one is tried. */
    REFUSED("refused"),
    /** No connection, or no TLS answer, in {@code http_connect_timeout}; the next one is tried. */
    TIMED_OUT("no answer"),
    /** Its name has no address; the next one is tried. */
    NO_ADDRESS("no address"),
    /** The connection breaks before TLS stands; the next one is tried. */
    TLS_BROKEN("no TLS"),
    /** Its status is an error, or does not come; the next of {@code server_list} is tried. */
    BAD_STATUS("bad status"),
    /** Its certificate is not accepted. The walk ends here. */
    BAD_CERTIFICATE("bad certificate, end"),
    /** It is no host name, for example the target {@code .}. The walk ends here. */
    NO_HOST_NAME("no host name, end");

    private final String words;

    Result(String words) {
      this.words = words;
    }

    /** Does it end the walk without a server? */
    public boolean endsWalk() {
      return this == BAD_CERTIFICATE || this == NO_HOST_NAME;
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
