package io.github.puppetha.conf;

import io.github.puppetha.http.PuppetPaths;

/** Apache. */
final class ApacheText {
  private static final String TIMES = "connectiontimeout=2 timeout=1200";

  private final ProxyConf proxy;

  ApacheText(ProxyConf proxy) {
    this.proxy = proxy;
  }

  String text() {
    return """
        # Puppet's one address of a site, by Apache. A file for sites-enabled; needs
        #   a2enmod ssl headers rewrite proxy proxy_http proxy_balancer lbmethod_byrequests slotmem_shm
        # The servers need allow-header-cert-info: true and must be reachable by proxies only.
        # When the CRL has changed: apachectl graceful.
        Listen %1$s:%2$d
        # A session that is resumed would not be checked against the CRL again.
        SSLSessionCache none

        <VirtualHost %1$s:%2$d>
            ServerName %3$s
            SSLEngine on
            SSLProtocol -all +TLSv1.2 +TLSv1.3
            SSLSessionTickets off
            SSLCertificateFile %4$s
            SSLCertificateKeyFile %5$s
            SSLCACertificateFile %6$s
            SSLCARevocationFile %7$s
            SSLCARevocationCheck chain
            SSLVerifyClient optional
            SSLVerifyDepth 3

        """
            .formatted(
                proxy.listen().host(),
                proxy.listen().port(),
                proxy.name(),
                proxy.certificate(),
                proxy.key(),
                proxy.caBundle(),
                proxy.crl())
        + identity()
        + backends()
        + routes()
        + "</VirtualHost>\n";
  }

  private String identity() {
    String known = "\"expr=%{SSL_CLIENT_VERIFY} == 'SUCCESS'\"";
    return """
            # What a client sends of these itself goes no further.
            RequestHeader unset X-Client-Verify early
            RequestHeader unset X-Client-DN early
            RequestHeader unset X-Client-Cert early
            RequestHeader set X-Client-Verify "%%{SSL_CLIENT_VERIFY}s"
            RequestHeader set X-Client-DN "%%{SSL_CLIENT_S_DN}s" %1$s
            RequestHeader set X-Client-Cert "expr=%%{escape:%%{SSL_CLIENT_CERT}}" %1$s
            # Servers decode percents only; base64's plus must come through whoever reads it.
            RequestHeader edit* X-Client-Cert "\\+" "%%%%2B"

        """
        .formatted(known);
  }

  private String backends() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
            SSLProxyEngine on
            SSLProxyVerify require
            SSLProxyVerifyDepth 3
            SSLProxyCheckPeerName on
            SSLProxyCACertificateFile %1$s
            SSLProxyCARevocationFile %2$s
            SSLProxyCARevocationCheck chain
            ProxyRequests off
            ProxyPreserveHost off
            ProxyAddHeaders off
            <Proxy "balancer://puppet">
        """
            .formatted(proxy.caBundle(), proxy.crl()));
    for (int i = 0; i < proxy.servers().size(); i++) {
      text.append(
          "        BalancerMember \"https://%s\" loadfactor=%d %s retry=10\n"
              .formatted(
                  proxy.servers().get(i).address(), Math.min(100, proxy.shares().get(i)), TIMES));
    }
    return text.append("    </Proxy>\n\n").toString();
  }

  private String routes() {
    String env = "^/(?!(?:" + ProxyConf.reserved() + ")/)(\\w+)/";
    return """
            # Paths that servers could read in more than one way.
            RewriteEngine on
            RewriteCond %%{THE_REQUEST} "^\\S+ +%1$s"
            RewriteRule .* - [R=400,L]
            # Puppet 3's paths.
            RewriteRule "%2$scertificate_requests/" - [R=404,L]
            RewriteRule "%2$s(%3$s)/(.+)$" "https://%4$s%5$s$2/$3" [P,L]
            RewriteRule "%2$sstatus/" "balancer://puppet%6$s" [P,L,QSD]
            RewriteCond %%{QUERY_STRING} !source_permissions=
            RewriteRule "%2$s(file_metadatas?)/(.+)$" "balancer://puppet%7$s$2/$3?environment=$1&source_permissions=use" [P,L,QSA]
            RewriteRule "%2$s(%8$s)/(.+)$" "balancer://puppet%7$s$2/$3?environment=$1" [P,L,QSA]
            RewriteRule "^/v2\\.0/environments$" "balancer://puppet%7$senvironments" [P,L]

            # The CA.
            ProxyPass "%5$s" "https://%4$s%5$s" nocanon %9$s
            ProxyPass "/status/v1/simple/ca" "https://%4$s/status/v1/simple/ca" nocanon %9$s
            # The rest.
            ProxyPass "/" "balancer://puppet/" nocanon
        """
        .formatted(
            ProxyConf.AMBIGUOUS.substring(1).replace("[^?]*", "[^? ]*").replace("$|\\?", "$|[? ]"),
            env,
            ProxyConf.legacyCa(),
            proxy.ca(),
            PuppetPaths.CA_PREFIX,
            PuppetPaths.STATUS,
            PuppetPaths.PUPPET_PREFIX,
            ProxyConf.legacy(),
            TIMES);
  }
}
