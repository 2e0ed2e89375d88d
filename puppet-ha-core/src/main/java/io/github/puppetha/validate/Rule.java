package io.github.puppetha.validate;

import io.github.puppetha.Severity;

/**
 * Something that {@link Validator} looks for. Each group of rules is an enum of its own; {@link
 * Rules} has them all.
 */
public interface Rule {
  /** Its entry in the catalogue. */
  RuleEntry entry();

  /** {@code group/name}, as problems carry it. */
  default String id() {
    return entry().id();
  }

  /** How grave it is, unless its entry says that the Puppet version decides. */
  default Severity severity() {
    return entry().severity();
  }
}
