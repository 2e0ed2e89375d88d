package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Decisions in a directory; the name of a file is its number, and can be taken only once. */
final class DirectoryDecisions implements Decisions {
  private static final Pattern NAME = Pattern.compile("\\d{1,18}\\.json");

  private final Path directory;

  DirectoryDecisions(Path directory) {
    this.directory = directory;
  }

  @Override
  public Stored last() {
    try {
      Optional<Path> newest = newest();
      if (newest.isEmpty()) {
        return new Stored(Decision.NONE, "");
      }
      Path file = newest.get();
      Decision decision = DecisionJson.read(file.toString(), Files.readString(file));
      return new Stored(decision, file.getFileName().toString());
    } catch (IOException e) {
      throw failed("Reading", e);
    }
  }

  private Optional<Path> newest() throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> NAME.matcher(f.getFileName().toString()).matches())
          .max(Comparator.comparingLong(DirectoryDecisions::number));
    }
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString().replace(".json", ""));
  }

  @Override
  public boolean record(Stored seen, Decision next) {
    if (!last().token().equals(seen.token())) {
      return false;
    }
    Path file = directory.resolve(next.number() + ".json");
    Path written = directory.resolve("." + ProcessHandle.current().pid() + "." + System.nanoTime());
    try {
      Files.createDirectories(directory);
      AtomicFiles.write(written, DecisionJson.write(next).getBytes("UTF-8"));
      Files.createLink(file, written);
      AtomicFiles.sync(directory);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw failed("Writing", e);
    } finally {
      written.toFile().delete();
    }
  }

  private PuppetHaException failed(String doing, IOException e) {
    return new PuppetHaException(
        doing + " decided deployments in " + directory + " failed: " + e + "; see to its rights",
        e);
  }
}
