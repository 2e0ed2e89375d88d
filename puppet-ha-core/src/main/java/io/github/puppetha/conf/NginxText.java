package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPaths;
import java.util.List;

/** nginx. */
final class NginxText {
  private final ProxyConf proxy;
  private final List<ProxyConf.Backend> servers;

  NginxText(ProxyConf proxy) {
    this.proxy = proxy;
    this.servers = proxy.servers();
  }

  String text() {
    return head() + upstreams() + choice() + server();
  }

  private String head() {
    return """
        # Puppet's one address of a site, by nginx. Goes into http { }, as a file in conf.d.
        # The servers need allow-header-cert-info: true and must be reachable by proxies only.
        # When the CRL has changed: nginx -s reload. A name that has no address when nginx starts stops it.

        """;
  }

  private static String upstream(HostPort address) {
    return address.host() + "-" + address.port();
  }

  private String upstreams() {
    StringBuilder text = new StringBuilder();
    List<HostPort> all =
        java.util.stream.Stream.concat(
                servers.stream().map(ProxyConf.Backend::address),
                java.util.stream.Stream.of(proxy.ca()))
            .distinct()
            .toList();
    for (HostPort address : all) {
      text.append(
          "upstream %s { server %s; keepalive 16; }\n".formatted(upstream(address), address));
    }
    return text.toString();
  }

  /** Which server a client has, by its address, and which are next when that one is lost. */
  private String choice() {
    StringBuilder text = new StringBuilder("\nsplit_clients $remote_addr $puppet_1 {\n");
    int left = 100;
    for (int i = 0; i < servers.size(); i++) {
      boolean last = i == servers.size() - 1;
      int share = Math.max(1, Math.min(proxy.shares().get(i), left - (servers.size() - 1 - i)));
      left -= share;
      text.append("    %-4s %s;\n".formatted(last ? "*" : share + "%", name(i)));
    }
    text.append("}\n");
    for (int next = 2; next <= servers.size(); next++) {
      text.append("map $puppet_1 $puppet_%d {\n".formatted(next));
      for (int i = 0; i < servers.size(); i++) {
        text.append("    %s %s;\n".formatted(name(i), name((i + next - 1) % servers.size())));
      }
      text.append("}\n");
    }
    return text.append(
            """
            # A server is asked under its own name.
            map $puppet_server $puppet_name {
                volatile;
                "~^(?<puppet_host>.+)-[0-9]+$" $puppet_host;
            }
            # Puppet 3 wants owner and mode of files.
            map $arg_source_permissions $puppet_permissions {
                ""      "&source_permissions=use";
                default "";
            }

            """)
        .toString();
  }

  private String name(int server) {
    return upstream(servers.get(server).address());
  }

  private String server() {
    return """
        server {
            listen %1$s:%2$d ssl;
            server_name _;
            ssl_protocols TLSv1.2 TLSv1.3;
            ssl_certificate %3$s;
            ssl_certificate_key %4$s;
            ssl_client_certificate %5$s;
            ssl_crl %6$s;
            ssl_verify_client optional;
            ssl_verify_depth 3;
            # A session that is resumed would not be checked against the CRL again.
            ssl_session_cache off;
            ssl_session_tickets off;
            error_page 495 496 =403 @forbidden;

            client_max_body_size 0;
            proxy_http_version 1.1;
            proxy_connect_timeout 2s;
            proxy_read_timeout 20m;
            proxy_send_timeout 20m;
            proxy_next_upstream off;
            proxy_redirect off;
            proxy_ssl_protocols TLSv1.2 TLSv1.3;
            proxy_ssl_verify on;
            proxy_ssl_verify_depth 3;
            proxy_ssl_trusted_certificate %5$s;
            proxy_ssl_crl %6$s;
            proxy_ssl_certificate %3$s;
            proxy_ssl_certificate_key %4$s;
            proxy_ssl_server_name on;
            proxy_ssl_name $puppet_name;
            proxy_set_header Connection "";
            proxy_set_header Host $puppet_name;
            # What a client sends of these itself goes no further.
            proxy_set_header X-Client-Verify $ssl_client_verify;
            proxy_set_header X-Client-DN $ssl_client_s_dn;
            proxy_set_header X-Client-Cert $ssl_client_escaped_cert;
            recursive_error_pages on;

            # Paths that servers could read in more than one way.
            if ($request_uri ~ "%7$s") { return 400; }

        """
            .formatted(
                proxy.listen().host(),
                proxy.listen().port(),
                proxy.certificate(),
                proxy.key(),
                proxy.caBundle(),
                proxy.crl(),
                ProxyConf.AMBIGUOUS)
        + legacy()
        + locations();
  }

  private String legacy() {
    String env = "^/(?!(?:" + ProxyConf.reserved() + ")/)(\\w+)/";
    return """
            # Puppet 3's paths.
            location ~ "%1$scertificate_requests/" { return 404; }
            rewrite "%1$s(%2$s)/(.+)$" %3$s$2/$3 last;
            rewrite "%1$sstatus/" %4$s? last;
            rewrite "%1$s(file_metadatas?)/(.+)$" %5$s$2/$3?environment=$1$puppet_permissions last;
            rewrite "%1$s(%6$s)/(.+)$" %5$s$2/$3?environment=$1 last;
            rewrite "^/v2.0/environments$" %5$senvironments last;

        """
        .formatted(
            env,
            ProxyConf.legacyCa(),
            PuppetPaths.CA_PREFIX,
            PuppetPaths.STATUS,
            PuppetPaths.PUPPET_PREFIX,
            ProxyConf.legacy());
  }

  private String locations() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
            location @forbidden { return 403; }

            # The CA.
            location %1$s {
                set $puppet_server %2$s;
                proxy_pass https://$puppet_server;
            }
            location = /status/v1/simple/ca {
                set $puppet_server %2$s;
                proxy_pass https://$puppet_server;
            }

            # The rest: the next server when one cannot be reached.
        """
            .formatted(PuppetPaths.CA_PREFIX, upstream(proxy.ca())));
    for (int i = 1; i <= servers.size(); i++) {
      text.append("    location %s {\n".formatted(i == 1 ? "/" : "@puppet_" + i))
          .append("        set $puppet_server $puppet_%d;\n".formatted(i))
          .append("        proxy_pass https://$puppet_server;\n");
      if (i < servers.size()) {
        text.append("        error_page 502 504 = @puppet_%d;\n".formatted(i + 1));
      }
      text.append("    }\n");
    }
    return text.append("}\n").toString();
  }
}
