package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDigestTest {
  /** The same in a shell: what a machine without Java computes. */
  private static final String SHELL =
      """
      LC_ALL=C; export LC_ALL
      hashes() { sort -z | xargs -0 -r sha256sum -z --; }
      { printf 'file\\0'; find . -type f ! -perm -u=x -print0 | hashes
        printf 'program\\0'; find . -type f -perm -u=x -print0 | hashes
        printf 'link\\0'
        find . -type l -print0 | sort -z | xargs -0 -r sh -c 'for l; do
          h=$(readlink -n -- "$l" | sha256sum); printf "%s  %s\\0" "${h%% *}" "$l"; done' sh
      } | sha256sum""";

  @TempDir Path directory;

  @Test
  void coreutilsComputeTheSame() throws IOException {
    List<String> names =
        List.of(
            "b",
            "a b",
            "a/z",
            "a.b",
            "new\nline",
            "back\\\\slash",
            "é",
            "\uFF5E",
            "\uD83D\uDE00",
            "-n");
    TreeDigest added = new TreeDigest();
    for (String name : names) {
      file(added, name, name.length() % 2 == 0);
    }
    Files.createSymbolicLink(directory.resolve("l1"), Path.of("a/../b"));
    Files.createSymbolicLink(directory.resolve("l\n2"), Path.of("nowhere\n"));
    added.link("l1", "a/../b");
    added.link("l\n2", "nowhere\n");
    Files.createDirectory(directory.resolve("empty"));
    Processes.Result shell =
        Processes.run(List.of("sh", "-c", SHELL), directory, Map.of(), Duration.ofSeconds(30));
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).startsWith(added.value() + " ");
    assertThat(TreeDigest.of(directory, Set.of())).isEqualTo(added.value());
  }

  @Test
  void kindContentPathAndTargetCount() throws IOException {
    file(new TreeDigest(), "a", false);
    String before = TreeDigest.of(directory, Set.of());
    Files.setPosixFilePermissions(
        directory.resolve("a"), PosixFilePermissions.fromString("rwxr--r--"));
    String program = TreeDigest.of(directory, Set.of());
    Files.move(directory.resolve("a"), directory.resolve("c"));
    String moved = TreeDigest.of(directory, Set.of());
    Files.writeString(directory.resolve("c"), "other");
    String changed = TreeDigest.of(directory, Set.of());
    assertThat(Set.of(before, program, moved, changed)).hasSize(4);
    assertThat(TreeDigest.of(directory, Set.of("c"))).isEqualTo(new TreeDigest().value());
  }

  private void file(TreeDigest added, String name, boolean program) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "content of " + name);
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    added.file(name, program, Files.readAllBytes(file));
  }
}
