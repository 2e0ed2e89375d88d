package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All of {@code puppet-ha.yaml}, with defaults filled in and relative paths resolved. Immutable.
 *
 * @param file where it was read from
 * @param domain the SRV domain of sites that have none of their own
 * @param identity who this process is over mutual TLS
 * @param code where code comes from
 * @param deploy when a deployment may become active
 * @param pinning how gateways keep runs at one revision
 * @param ca the certificate authority, when one is named
 * @param sites at least one, in the order of the file
 * @param reports where reports go
 * @param puppetdb base URLs of PuppetDB; may be empty
 */
public record Topology(
    Path file,
    Optional<String> domain,
    Optional<IdentityRef> identity,
    CodeSettings code,
    DeployPolicy deploy,
    RunPinning pinning,
    Optional<CaNode> ca,
    List<Site> sites,
    ReportSettings reports,
    List<URI> puppetdb) {

  /** Copies the lists. */
  public Topology {
    sites = List.copyOf(sites);
    puppetdb = List.copyOf(puppetdb);
  }

  /** Reads a file; throws {@link TopologyException} with every mistake in it. */
  public static Topology load(Path file) {
    return TopologyReader.load(file);
  }

  /** The site of this name. */
  public Optional<Site> site(String name) {
    return sites.stream().filter(site -> site.name().equals(name)).findFirst();
  }

  /** The site that one of its servers or gateways stands in. */
  public Optional<Site> siteOf(HostPort address) {
    return sites.stream()
        .filter(
            site ->
                site.servers().stream().anyMatch(s -> s.address().equals(address))
                    || site.gateways().stream().anyMatch(g -> g.address().equals(address)))
        .findFirst();
  }

  /** Every server of every site, in the order of the file. */
  public List<Server> servers() {
    return sites.stream().flatMap(site -> site.servers().stream()).toList();
  }

  /** Every gateway of every site, in the order of the file. */
  public List<GatewayNode> gateways() {
    return sites.stream().flatMap(site -> site.gateways().stream()).toList();
  }
}
