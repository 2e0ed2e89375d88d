package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps nothing and finds nothing. */
final class NoCrossFileRules implements CrossFileRules<Boolean> {
  @Override
  public Optional<Boolean> collect(RepoFile file, FileContent content) {
    return Optional.empty();
  }

  @Override
  public void write(Boolean facts, DataOutput out) {}

  @Override
  public Boolean read(DataInput in) {
    return true;
  }

  @Override
  public List<Problem> check(ControlRepo repo, Map<RepoFile, Boolean> facts) {
    return List.of();
  }
}
