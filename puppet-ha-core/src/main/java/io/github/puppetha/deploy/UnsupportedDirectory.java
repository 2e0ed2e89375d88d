package io.github.puppetha.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A directory that there is no way to, and why. */
record UnsupportedDirectory(String why) implements TargetDirectory {
  @Override
  public Target.Obstacle obstacle() {
    return new Target.Obstacle(State.FAILED, why);
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
  public long bytesSent() {
    return 0;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
