package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import java.util.Locale;

/** What a deployment makes of a {@code Puppetfile.lock}. */
public enum LockUse {
  /** Where a branch has one, exactly that is deployed. */
  USE,
  /** Each branch with a Puppetfile must have one. */
  REQUIRE,
  /** There might as well be none. */
  IGNORE;

  /**
   * By its name, in any case.
   *
   * @throws PuppetHaException when there is none of that name
   */
  public static LockUse parse(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new PuppetHaException("A lock is to use, require or ignore, not '" + name + "'", e);
    }
  }
}
