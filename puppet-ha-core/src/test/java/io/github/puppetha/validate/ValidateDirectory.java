package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes files into a directory and validates it. */
final class ValidateDirectory {
  private final Path path;

  ValidateDirectory(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  ValidateDirectory with(String name, String text) throws IOException {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  ValidateDirectory with(String name, byte[] bytes) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  ValidationReport report() {
    return Validator.builder(path).build().validate();
  }

  ControlRepo repo() throws IOException {
    return new RepoBuilder(DirectoryTree.of(path), name -> true, name -> false)
        .build(List.of(), Map.of());
  }

  /** Each as {@code file:line:column rule}. */
  List<String> places() {
    return report().problems().stream().map(ValidateDirectory::place).toList();
  }

  static String place(Problem p) {
    String at = p.range() == null ? "" : ":" + p.range().line() + ":" + p.range().column();
    return p.file() + at + " " + p.rule();
  }
}
