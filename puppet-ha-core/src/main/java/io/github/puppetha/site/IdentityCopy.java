package io.github.puppetha.site;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.pki.Identity;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a process is that runs longer than its certificate holds: the files are read again, as the
 * agent of the machine renews them.
 */
final class IdentityCopy implements Supplier<Identity> {
  private static final Logger LOG = LoggerFactory.getLogger(SiteProcess.class);

  private final Supplier<Identity> files;
  private volatile Identity current;

  /**
   * Reads the files.
   *
   * @throws PuppetHaException when one is missing, or they do not belong together
   */
  IdentityCopy(Supplier<Identity> files) {
    this.files = files;
    current = files.get();
  }

  @Override
  public Identity get() {
    return current;
  }

  /** Reads them again, now; while they do not belong together what was there before stays. */
  void refresh() {
    try {
      Identity found = files.get();
      if (!found.chain().equals(current.chain())) {
        current = found;
        LOG.info("a new certificate, valid until {}", found.certificate().getNotAfter());
      }
    } catch (RuntimeException e) {
      LOG.warn("the certificate is that of before: {}", e.getMessage());
    }
  }
}
