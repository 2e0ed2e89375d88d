package io.github.puppetha.maven;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file in which a goal leaves its result. It belongs to one run: what an earlier run left is
 * removed before the work begins, so that a file that is there is never an old one.
 */
public final class ResultFile {
  private final Path file;

  ResultFile(Path directory, String name) {
    this.file = directory.resolve(name).toAbsolutePath().normalize();
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /** Another result of the same run, in the same directory. */
  public ResultFile beside(String name) {
    return new ResultFile(file.getParent(), name);
  }

  /** Removes what an earlier run left. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new PuppetHaException(
          "cannot remove the result of an earlier run, " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes it whole, or leaves nothing. */
  public void write(String text) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      // What UTF-8 has no bytes for, as half a character of a broken source, becomes a '?'.
      Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new PuppetHaException("cannot write the result " + file + ": " + e.getMessage(), e);
    }
  }
}
