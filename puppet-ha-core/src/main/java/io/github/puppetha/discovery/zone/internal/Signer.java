package io.github.puppetha.discovery.zone.internal;

import io.github.puppetha.discovery.zone.TsigKey;
import java.time.Clock;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** The DNS library's form of a key. */
final class Signer {
  private Signer() {}

  static TSIG of(TsigKey key, Clock clock) {
    try {
      Name algorithm = Name.fromString(key.algorithm().label(), Name.root);
      Name name = Name.fromString(key.name(), Name.root);
      String mac = "Hmac" + key.algorithm().name().substring("HMAC_".length());
      return new TSIG(algorithm, name, new SecretKeySpec(key.secret(), mac), clock);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a key's name: '" + key.name() + "'", e);
    }
  }
}
