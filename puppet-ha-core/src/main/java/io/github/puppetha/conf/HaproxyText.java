package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPaths;

/** HAProxy. */
final class HaproxyText {
  private final ProxyConf proxy;

  HaproxyText(ProxyConf proxy) {
    this.proxy = proxy;
  }

  /** Certificate and key in one file, as HAProxy has them. */
  private String pair() {
    return proxy.ssldir() + "/" + proxy.name() + "-haproxy.pem";
  }

  String text() {
    return """
        # Puppet's one address of a site, by HAProxy. %1$s holds certificate and key:
        #   (umask 077; cat %2$s \\
        #     %3$s > %1$s)
        # The servers need allow-header-cert-info: true and must be reachable by proxies only.
        # When the CRL has changed: reload. A name that has no address when HAProxy starts stops it.
        global
            # A session that is resumed would not be checked against the CRL again.
            tune.ssl.cachesize 0
            # Room for a certificate in a header beside the beginning of a body.
            tune.bufsize 32768
            tune.maxrewrite 16384

        defaults
            mode http
            timeout connect 2s
            timeout client 20m
            timeout server 20m
            timeout http-request 60s
            timeout http-keep-alive 60s
            option http-keep-alive
            option redispatch 1
            retries 2

        """
            .formatted(pair(), proxy.certificate(), proxy.key())
        + frontend()
        + backends();
  }

  private String frontend() {
    return """
        frontend puppet
            bind %1$s:%2$d ssl crt %3$s ca-file %4$s crl-file %5$s verify optional no-tls-tickets ssl-min-ver TLSv1.2
            # Paths that servers could read in more than one way.
            http-request deny deny_status 400 if { url -m reg '%6$s' }

            # What a client sends of these itself goes no further.
            http-request del-header x-client- -m beg
            acl known ssl_c_used
            acl verified ssl_c_verify 0
            http-request set-header X-Client-Verify NONE unless known verified
            http-request set-header X-Client-Verify SUCCESS if known verified
            http-request set-header X-Client-DN %%[ssl_c_s_dn(,0,rfc2253)] if known verified
            http-request set-header X-Client-Cert -----BEGIN%%%%20CERTIFICATE-----%%%%0A%%[ssl_c_der,base64,regsub(\\+,%%2B,g)]%%%%0A-----END%%%%20CERTIFICATE-----%%%%0A if known verified

        """
            .formatted(
                proxy.listen().host(),
                proxy.listen().port(),
                pair(),
                proxy.caBundle(),
                proxy.crl(),
                ProxyConf.AMBIGUOUS)
        + legacy()
        + """
            # The CA.
            use_backend puppet_ca if { path_beg %1$s } || { path /status/v1/simple/ca }
            # The rest.
            default_backend puppet_servers

        """
            .formatted(PuppetPaths.CA_PREFIX);
  }

  private String legacy() {
    String word = "^/[A-Za-z0-9_]+/";
    return """
            # Puppet 3's paths.
            acl reserved path_reg ^/(%1$s)/
            acl old_ca path_reg %2$s(%3$s)/.
            acl old_none path_reg %2$scertificate_requests/
            acl old_status path_reg %2$sstatus/
            acl old_metadata path_reg %2$sfile_metadatas?/.
            acl old_rest path_reg %2$s(%4$s)/.
            http-request return status 404 if !reserved old_none
            http-request set-var(txn.environment) path,field(2,/) if !reserved old_rest
            http-request set-query environment=%%[var(txn.environment)]&%%[query] if !reserved old_rest { query -m found } { query -m len gt 0 }
            http-request set-query environment=%%[var(txn.environment)] if !reserved old_rest !{ query -m sub environment= }
            http-request set-query %%[query]&source_permissions=use if !reserved old_metadata !{ query -m sub source_permissions= }
            http-request set-path %5$s if !reserved old_status
            http-request replace-path %2$s((%3$s)/.+)$ %6$s\\1 if !reserved old_ca
            http-request replace-path %2$s((%4$s)/.+)$ %7$s\\1 if !reserved old_rest
            http-request set-path %7$senvironments if { path /v2.0/environments }

        """
        .formatted(
            ProxyConf.reserved(),
            word,
            ProxyConf.legacyCa(),
            ProxyConf.legacy(),
            PuppetPaths.STATUS,
            PuppetPaths.CA_PREFIX,
            PuppetPaths.PUPPET_PREFIX);
  }

  private String backends() {
    StringBuilder text = new StringBuilder("backend puppet_ca\n    http-send-name-header Host\n");
    text.append(server(proxy.ca(), "")).append("\nbackend puppet_servers\n");
    text.append(
        """
            http-send-name-header Host
            # A node stays with its server as long as that answers.
            balance hdr(X-Client-DN)
            hash-type consistent
            option httpchk GET %s
            http-check expect status 200
            default-server inter 2s fall 2 rise 2
        """
            .formatted(PuppetPaths.STATUS));
    for (ProxyConf.Backend server : proxy.servers()) {
      int weight = Math.min(256, Math.max(1, server.weight()));
      text.append(server(server.address(), " check weight " + weight));
    }
    return text.toString();
  }

  private String server(HostPort address, String more) {
    return "    server %1$s %2$s ssl verify required ca-file %3$s crl-file %4$s crt %5$s sni str(%1$s) verifyhost %1$s%6$s\n"
        .formatted(address.host(), address, proxy.caBundle(), proxy.crl(), pair(), more);
  }
}
