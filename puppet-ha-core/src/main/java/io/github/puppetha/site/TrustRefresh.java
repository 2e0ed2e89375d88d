package io.github.puppetha.site;

import io.github.puppetha.HostPort;
import io.github.puppetha.ca.CaClient;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.TrustBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link TrustCopy} at what the CA hands out or, where the topology names no CA, at the
 * files of this machine, which its own agent renews.
 */
final class TrustRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(SiteProcess.class);

  /** Others wait for the thread that asks. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TrustCopy copy;
  private final HttpTransport transport;
  private final List<HostPort> ca;
  private final Supplier<TrustBundle> files;
  private final Duration patience;

  TrustRefresh(
      TrustCopy copy, HttpTransport transport, List<HostPort> ca, Supplier<TrustBundle> files) {
    this(copy, transport, ca, files, PATIENCE);
  }

  /** For each of two questions so much patience. */
  TrustRefresh(
      TrustCopy copy,
      HttpTransport transport,
      List<HostPort> ca,
      Supplier<TrustBundle> files,
      Duration patience) {
    this.copy = copy;
    this.transport = transport;
    this.ca = ca;
    this.files = files;
    this.patience = patience;
  }

  /** Asks, now; what is held stays when nobody answers, which is logged. True when one did. */
  boolean refresh() {
    if (ca.isEmpty()) {
      return take("the files of this machine", files);
    }
    return ca.stream().anyMatch(server -> take(server.toString(), () -> ask(server)));
  }

  private TrustBundle ask(HostPort server) {
    Sender sender = transport.within(server, patience, false);
    CaClient client = CaClient.builder(sender).server(server.toString()).build();
    return new TrustBundle(Pem.certificates(text(client.caBundle())), Pem.crls(text(client.crl())));
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }

  private boolean take(String from, Supplier<TrustBundle> source) {
    try {
      TrustBundle found = source.get();
      if (copy.accept(found.authorities(), found.crls())) {
        transport.forgetSessions(); // else who is no longer trusted would be for a while
        LOG.info("new CA bundle or CRL from {}", from);
      }
      return true;
    } catch (RuntimeException e) {
      LOG.warn("the CA bundle and CRL are as of before: {}", e.getMessage());
      return false;
    }
  }
}
