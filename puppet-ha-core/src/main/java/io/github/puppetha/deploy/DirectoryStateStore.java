package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * State in a directory: {@code <name>/<count>.json}. A count can be taken only once, by a hard
 * link, which NFS has too.
 */
final class DirectoryStateStore implements StateStore {
  private static final Pattern FILE = Pattern.compile("[1-9]\\d{0,17}\\.json");

  private final Path directory;

  DirectoryStateStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public String where() {
    return directory.toString();
  }

  @Override
  public Optional<Entry> read(String name) {
    return history(name, 1).stream().findFirst();
  }

  @Override
  public List<Entry> history(String name, int most) {
    try {
      List<Entry> entries = new ArrayList<>();
      for (Path file : files(name)) {
        if (entries.size() == most) {
          break;
        }
        entry(file).ifPresent(entries::add);
      }
      return entries;
    } catch (IOException e) {
      throw failed("Reading", e);
    }
  }

  /** Empty when it was just replaced by a later one that is not kept. */
  private static Optional<Entry> entry(Path file) throws IOException {
    try {
      return Optional.of(new Entry(Files.readString(file), Long.toString(count(file))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Newest first. */
  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files
          .filter(f -> FILE.matcher(f.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(DirectoryStateStore::count).reversed())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static long count(Path file) {
    return Long.parseLong(file.getFileName().toString().replace(".json", ""));
  }

  @Override
  public Optional<String> write(
      String name, @Nullable String expected, boolean kept, String text, String message) {
    Path parent = directory.resolve(name);
    Path written = parent.resolve("." + ProcessHandle.current().pid() + "." + System.nanoTime());
    try {
      Files.createDirectories(parent);
      List<Path> before = files(name);
      long last = before.isEmpty() ? 0 : count(before.get(0));
      if (last != (expected == null ? 0 : Long.parseLong(expected))) {
        return Optional.empty();
      }
      AtomicFiles.write(written, text.getBytes(StandardCharsets.UTF_8));
      Files.createLink(parent.resolve(last + 1 + ".json"), written);
      if (!kept) {
        for (Path old : before) {
          Files.deleteIfExists(old);
        }
      }
      AtomicFiles.sync(parent);
      return Optional.of(Long.toString(last + 1));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("Writing", e);
    } finally {
      written.toFile().delete();
    }
  }

  private PuppetHaException failed(String doing, IOException e) {
    return new PuppetHaException(
        doing
            + " decided deployments in "
            + directory
            + " failed: "
            + e
            + "; see to its rights, or name another directory: 'deploy: { state: { directory: PATH"
            + " } }'",
        e);
  }
}
