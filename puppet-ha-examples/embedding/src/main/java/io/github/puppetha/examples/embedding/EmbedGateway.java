package io.github.puppetha.examples.embedding;

import io.github.puppetha.HostPort;
import io.github.puppetha.gateway.Gateway;
import io.github.puppetha.gateway.Routes;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.pki.SslDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a site's gateway inside another program. */
public final class EmbedGateway {
  private EmbedGateway() {}

  /** Takes an ssldir, this gateway's certname, where to listen, a Puppet server and the CA. */
  public static void main(String[] arguments) throws InterruptedException {
    SslDirectory ssl = SslDirectory.of(Path.of(arguments[0]), arguments[1]);
    HostPort listen = HostPort.parse(arguments[2], HostPort.PUPPET_PORT);
    HostPort server = HostPort.parse(arguments[3], HostPort.PUPPET_PORT);
    HostPort ca = HostPort.parse(arguments[4], HostPort.PUPPET_PORT);
    try (HttpTransport transport = transport(ssl, NameResolver.system());
        Gateway gateway = gateway(ssl, transport, server, ca).listen(listen).build().start()) {
      System.out.println("gateway listens on port " + gateway.port());
      new CountDownLatch(1).await();
    }
  }

  // region gateway
  static HttpTransport transport(SslDirectory ssl, NameResolver names) {
    return HttpTransport.builder()
        .identity(ssl.identity())
        .trust(ssl.trustBundle())
        .resolver(names)
        .build();
  }

  static Gateway.Builder gateway(
      SslDirectory ssl, HttpTransport transport, HostPort server, HostPort ca) {
    return Gateway.builder()
        .identity(ssl.identity())
        .trust(ssl::trustBundle)
        .transport(transport)
        .routes(Routes.of(List.of(server), List.of(), List.of(ca)));
  }
  // endregion
}
