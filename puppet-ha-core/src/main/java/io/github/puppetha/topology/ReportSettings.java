package io.github.puppetha.topology;

import java.net.URI;
import java.util.List;

/**
 * Where reports go.
 *
 * @param server to the site's Puppet Server, as without a gateway?
 * @param urls and to these, each by HTTP POST
 */
public record ReportSettings(boolean server, List<URI> urls) {
  /** To the server alone. */
  public static final ReportSettings DEFAULT = new ReportSettings(true, List.of());

  /** Copies the list. */
  public ReportSettings {
    urls = List.copyOf(urls);
  }
}
