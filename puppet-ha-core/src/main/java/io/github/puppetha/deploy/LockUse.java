package io.github.puppetha.deploy;

/** What a deployment makes of a {@code Puppetfile.lock}. */
public enum LockUse {
  /** Where a branch has one, exactly that is deployed. */
  USE,
  /** Each branch with a Puppetfile must have one. */
  REQUIRE,
  /** There might as well be none. */
  IGNORE
}
