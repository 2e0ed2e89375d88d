package io.github.puppetha.deploy;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own, which can be filled, made larger and made read-only; needs root. */
final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Skips the test where nothing can be mounted; with {@code -Dinterop=required} it fails. */
  static SmallDisk mount(Path directory, String size) throws IOException {
    Files.createDirectories(directory);
    Processes.Result result =
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
    if (!result.ok() && "required".equals(System.getProperty("interop"))) {
      throw new IOException(result.err());
    }
    Assumptions.assumeTrue(result.ok(), "nothing can be mounted here: " + result.err().strip());
    return new SmallDisk(directory);
  }

  /** Changes it: {@code size=8m}, {@code ro}, {@code rw}. */
  void remount(String option) {
    try {
      Processes.Result result = run("mount", "-o", "remount," + option, directory.toString());
      if (!result.ok()) {
        throw new IllegalStateException(result.err());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves no byte free. */
  void fill() {
    try {
      run("dd", "if=/dev/zero", "of=" + directory.resolve("filler"), "bs=4096");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void empty() throws IOException {
    Files.delete(directory.resolve("filler"));
  }

  private static Processes.Result run(String... command) throws IOException {
    return Processes.run(List.of(command), Path.of("/"), Map.of(), Duration.ofSeconds(60));
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", directory.toString());
  }
}
