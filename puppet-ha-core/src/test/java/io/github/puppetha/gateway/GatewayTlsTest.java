package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TlsContexts;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GatewayTlsTest {
  private final TestSite site = new TestSite();
  private final Identity agent = site.ca.issue("agent.example.com");

  @AfterEach
  void close() {
    site.close();
  }

  /** Puppet's agents would wait 30 s for the answer that they expect behind a session ticket. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void nothingFollowsAnAnswerOnAConnectionThatIsKept(String protocol) throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(Routes.of(List.of(server.address()), List.of(), List.of()));
    try (Socket raw = new Socket("127.0.0.1", site.address().port());
        SSLSocket tls =
            (SSLSocket)
                TlsContexts.client(agent, site.ca.trust())
                    .getSocketFactory()
                    .createSocket(raw, TestSite.GATEWAY, site.address().port(), true)) {
      tls.setEnabledProtocols(new String[] {protocol});
      tls.startHandshake();
      for (int i = 0; i < 3; i++) {
        assertThat(get(tls, "/puppet/v3/node/agent.example.com")).endsWith("puppet1.example.com");
        raw.setSoTimeout(300);
        assertThatThrownBy(() -> raw.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        raw.setSoTimeout(0);
      }
      assertThat(tls.getSession().getProtocol()).isEqualTo(protocol);
    }
    assertThat(server.seen).hasSize(3);
  }

  /** The Host that agents send is the gateway's; a plain client may even send another. */
  private static String get(SSLSocket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: puppet:8140\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String length = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = length.indexOf("content-length: ") + "content-length: ".length();
    int bytes = Integer.parseInt(length.substring(at, length.indexOf("\r\n", at)));
    return head + new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
  }
}
