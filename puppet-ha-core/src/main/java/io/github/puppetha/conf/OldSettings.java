package io.github.puppetha.conf;

import java.util.Map;

/** What takes the place of settings that newer Puppets ignore. */
final class OldSettings {
  private static final String PUPPETDB = "PuppetDB has its place: routes.yaml and puppetdb.conf";
  private static final String ENVIRONMENTS = "each environment has its own directory now";

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("ca", "Puppet Server's CA is switched in services.d/ca.cfg"),
          Map.entry("certdnsnames", "write dns_alt_names"),
          Map.entry("configtimeout", "write http_connect_timeout and http_read_timeout"),
          Map.entry("inventory_server", PUPPETDB),
          Map.entry("inventory_port", PUPPETDB),
          Map.entry("inventory_terminus", PUPPETDB),
          Map.entry("async_storeconfigs", PUPPETDB),
          Map.entry("thin_storeconfigs", PUPPETDB),
          Map.entry("manifestdir", ENVIRONMENTS),
          Map.entry("templatedir", "templates lie in modules"),
          Map.entry("rest_authconfig", "access is ruled by conf.d/auth.conf"),
          Map.entry("bindaddress", "listeners are set in conf.d/webserver.conf"),
          Map.entry("listen", "agents do not listen any more"),
          Map.entry("pluginsync", "plugins are always synced"),
          Map.entry("stringify_facts", "facts always have types"),
          Map.entry("trusted_node_data", "trusted facts are always there"),
          Map.entry("ssl_client_ca_auth", "write localcacert"),
          Map.entry("ssl_server_ca_auth", "write localcacert"),
          Map.entry("serverport", "write masterport"));

  private OldSettings() {}

  /** The end of a sentence; empty when nothing takes its place. */
  static String advice(String name) {
    String advice = ADVICE.get(name);
    return advice == null ? "" : "; " + advice;
  }
}
