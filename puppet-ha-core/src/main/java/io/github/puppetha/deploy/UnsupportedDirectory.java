package io.github.puppetha.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A directory that there is no way to. */
record UnsupportedDirectory(String scheme) implements TargetDirectory {
  @Override
  public Target.Obstacle obstacle() {
    return new Target.Obstacle(
        State.UNREACHABLE,
        "'" + scheme + ":' is not supported in this version; use file: (a mounted directory)");
  }

  @Override
  public TargetState state() {
    return TargetState.NOTHING;
  }

  @Override
  public Map<String, Long> stage(Staging staging) throws IOException {
    throw new IOException(obstacle().message());
  }

  @Override
  public void activate(Decision decision, Activation how) throws IOException {
    throw new IOException(obstacle().message());
  }

  @Override
  public void flushed(String server, Duration patience) throws IOException {
    throw new IOException(obstacle().message());
  }

  @Override
  public CommandRunner commands() {
    return (command, limit) -> {
      throw new IOException(obstacle().message());
    };
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
