package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The CA behind one or several fake servers. */
interface MasterCa extends AutoCloseable {
  /** The bundle and the CRLs as they are now. */
  TrustBundle trust();

  /** A new key and a certificate for it, without a request, valid from then for so long. */
  Identity issue(
      String certname,
      Set<String> dnsNames,
      Map<String, String> extensions,
      Instant from,
      Duration life);

  /** What {@code /puppet-ca/v1} answers; empty for a path that is none of its. */
  Optional<PuppetResponse> answer(Call call);

  @Override
  void close();
}
