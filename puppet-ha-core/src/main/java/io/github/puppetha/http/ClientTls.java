package io.github.puppetha.http;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS contexts whose key and trust may change under way. */
final class ClientTls {
  private ClientTls() {}

  static SSLContext context(
      @Nullable Supplier<Identity> identity, @Nullable Supplier<TrustBundle> trust) {
    try {
      KeyManager[] keys = identity == null ? new KeyManager[0] : new KeyManager[] {key(identity)};
      TrustManager check = trust == null ? new TrustAnyone() : new CheckedTrust(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {check}, null);
      if (check instanceof CheckedTrust checked) {
        checked.forgetSessionsOf(context.getClientSessionContext());
      }
      return context;
    } catch (GeneralSecurityException e) {
      throw new PuppetHaException("setting up TLS: " + e.getMessage(), e);
    }
  }

  private static KeyManager key(Supplier<Identity> identity) {
    return new IdentityKeyManager(identity);
  }

  /** Offers the one identity, whatever is asked for. */
  private static final class IdentityKeyManager extends X509ExtendedKeyManager {
    private static final String ALIAS = "identity";
    private final Supplier<Identity> identity;

    IdentityKeyManager(Supplier<Identity> identity) {
      this.identity = identity;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
      return fits(type) ? new String[] {ALIAS} : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return choose(types);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return choose(types);
    }

    private @Nullable String choose(String[] types) {
      for (String type : types) {
        if (fits(type)) {
          return ALIAS;
        }
      }
      return null;
    }

    private boolean fits(String type) {
      return type.startsWith(identity.get().key().getAlgorithm());
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return identity.get().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return identity.get().key();
    }
  }

  /** For the first fetch of the CA certificate only. */
  private static final class TrustAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
