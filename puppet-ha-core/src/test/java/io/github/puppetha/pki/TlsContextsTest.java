package io.github.puppetha.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextsTest {
  private final CertificateIssuer ca =
      CertificateIssuer.selfSignedCa("Puppet CA", TestKeys.CA, Clock.systemUTC());
  private final Identity server =
      ca.issue("puppet1.example.com", TestKeys.NODE, List.of("puppet.example.com", "IP:192.0.2.1"));
  private final Identity agent = ca.issue("agent.example.com", TestKeys.EC, List.of());
  private final AtomicReference<TrustBundle> serverTrust = new AtomicReference<>(ca.trust());

  private SSLEngine handshake(SSLContext client, String host, String protocol) throws SSLException {
    SSLContext context = TlsContexts.server(() -> server, serverTrust::get, Clock.systemUTC());
    SSLEngine ours = context.createSSLEngine();
    ours.setUseClientMode(false);
    ours.setWantClientAuth(true);
    SSLEngine theirs = client.createSSLEngine(host, 8140);
    theirs.setUseClientMode(true);
    theirs.setEnabledProtocols(new String[] {protocol});
    ByteBuffer toServer = ByteBuffer.allocate(65536);
    ByteBuffer toClient = ByteBuffer.allocate(65536);
    for (int i = 0; i < 100 && !(done(ours) && done(theirs) && i > 0); i++) {
      step(theirs, toClient, toServer);
      step(ours, toServer, toClient);
    }
    return ours;
  }

  private static boolean done(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    ByteBuffer sink = ByteBuffer.allocate(65536);
    in.flip();
    engine.unwrap(in, sink);
    in.compact();
    for (Runnable task = engine.getDelegatedTask(); task != null; ) {
      task.run();
      task = engine.getDelegatedTask();
    }
    engine.wrap(ByteBuffer.allocate(0), out);
  }

  private SSLContext client() {
    return TlsContexts.client(agent, ca.trust());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothSidesKnowEachOther(String protocol) throws Exception {
    SSLEngine engine = handshake(client(), "puppet.example.com", protocol);
    assertThat(Identity.certname((X509Certificate) engine.getSession().getPeerCertificates()[0]))
        .isEqualTo("agent.example.com");
  }

  @Test
  void addressesCountWhenTheCertificateHasThem() throws Exception {
    handshake(client(), "192.0.2.1", "TLSv1.3");
    assertThatThrownBy(() -> handshake(client(), "192.0.2.2", "TLSv1.3"))
        .hasMessageContaining("not for 192.0.2.2");
  }

  @Test
  void anAgentWithoutACertificateMayConnect() throws Exception {
    SSLContext nobody = TlsContexts.client(null, ca.trust());
    SSLEngine engine = handshake(nobody, "puppet1.example.com", "TLSv1.3");
    assertThatThrownBy(() -> engine.getSession().getPeerCertificates())
        .isInstanceOf(SSLPeerUnverifiedException.class);
  }

  @Test
  void anotherHostNameIsRefused() {
    assertThatThrownBy(() -> handshake(client(), "evil.example.com", "TLSv1.3"))
        .hasMessageContaining("[puppet.example.com, puppet1.example.com, 192.0.2.1]")
        .hasMessageContaining("not for evil.example.com");
  }

  @Test
  void aRevocationCountsFromTheNextHandshakeOn() throws Exception {
    handshake(client(), "puppet1.example.com", "TLSv1.3");
    X509CRL crl = ca.revoke(ca.emptyCrl(), List.of(agent.certificate().getSerialNumber()));
    serverTrust.set(new TrustBundle(ca.chain(), List.of(crl)));
    assertThatThrownBy(() -> handshake(client(), "puppet1.example.com", "TLSv1.3"))
        .hasMessageContaining("is revoked");
  }

  @Test
  void aServerOfAnotherCaIsRefusedUnlessNothingIsVerified() throws Exception {
    CertificateIssuer other =
        CertificateIssuer.selfSignedCa("Other", TestKeys.NODE, Clock.systemUTC());
    SSLContext wary = TlsContexts.client(Optional::empty, () -> other.trust(), Clock.systemUTC());
    assertThatThrownBy(() -> handshake(wary, "puppet1.example.com", "TLSv1.3"))
        .hasMessageContaining("none of the known CAs");
    handshake(TlsContexts.unverifiedClient(), "anything.example.com", "TLSv1.3");
  }

  @Test
  void starsAndCommonNames() {
    X509Certificate star =
        ca.leaf("x", TestKeys.EC.getPublic()).altNames(List.of("*.example.com", "*.com")).sign();
    assertThat(HostNames.covers(star, "a.EXAMPLE.com.")).isTrue();
    assertThat(HostNames.covers(star, "a.b.example.com")).isFalse();
    assertThat(HostNames.covers(star, "example.com")).isFalse();
    assertThat(HostNames.covers(ca.certificate(), "puppet ca")).isTrue();
  }
}
