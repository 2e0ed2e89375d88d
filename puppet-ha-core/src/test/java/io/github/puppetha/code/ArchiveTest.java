package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.soak.Soak;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  @TempDir Path root;

  private Contents contents;

  @BeforeEach
  void open() {
    contents = Contents.open(root.resolve("cache"));
  }

  @AfterEach
  void close() {
    contents.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar.gz", "zip"})
  void aTreeComesOutAsItWasPutIn(String kind) throws IOException {
    Path file =
        TestArchive.of(kind)
            .directory("manifests")
            .file("./manifests/init.pp", "class a { }\n")
            .file("bin/run", "#!/bin/sh\n".getBytes(), 0755)
            .file("spec/a_spec.rb", "x\n")
            .link("lib", "bin")
            .write(root.resolve("a." + kind));
    Path out = root.resolve("out");
    ExportedTree tree = export(file, true, out);
    assertThat(out.resolve("manifests/init.pp")).hasContent("class a { }\n");
    assertThat(out.resolve("bin/run")).isExecutable();
    assertThat(Files.isExecutable(out.resolve("manifests/init.pp"))).isFalse();
    assertThat(Files.readSymbolicLink(out.resolve("lib"))).hasToString("bin");
    assertThat(out.resolve("spec")).doesNotExist();
    assertThat(tree.files()).isEqualTo(3);
    assertThat(TreeDigest.of(out, Set.of())).isEqualTo(tree.digest());
  }

  @ParameterizedTest
  @CsvSource({
    "tar.gz, ../out.pp",
    "zip, ../out.pp",
    "tar.gz, a/../../out.pp",
    "zip, a/../../out.pp",
    "tar.gz, /etc/out.pp",
    "zip, /etc/out.pp",
    "tar.gz, a\\b.pp",
    "tar.gz, .git/config",
    "zip, .GIT/config",
    "zip, a/git~1/config",
    "tar.gz, .puppet-ha/state.json",
  })
  void namesThatLeadOutAreRefusedByName(String kind, String name) throws IOException {
    Path file =
        TestArchive.of(kind).file("fine.pp", "x").file(name, "x").write(root.resolve("evil"));
    assertRefused(file, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar.gz", "zip"})
  void namesTooLongAreRefused(String kind) throws IOException {
    Path long1 = TestArchive.of(kind).file("x".repeat(10_000), "x").write(root.resolve("1"));
    assertRefused(long1, "x".repeat(200));
    String deep = "d/".repeat(150) + "x";
    Path long2 = TestArchive.of(kind).file(deep, "x").write(root.resolve("2"));
    assertRefused(long2, "deeper");
  }

  @ParameterizedTest
  @CsvSource({
    "tar.gz, /etc/passwd",
    "zip, /etc/passwd",
    "tar.gz, ../../x",
    "zip, ../../x",
    "tar.gz, link",
    "zip, a/../../x",
  })
  void linksThatLeadOutAreRefusedByName(String kind, String target) throws IOException {
    Path file =
        TestArchive.of(kind).file("fine.pp", "x").link("link", target).write(root.resolve("evil"));
    assertRefused(file, "link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar.gz", "zip"})
  void nothingIsWrittenThroughALink(String kind) throws IOException {
    Path file = TestArchive.of(kind).link("a", "b").file("a/x.pp", "x").write(root.resolve("evil"));
    assertRefused(file, "a/x.pp");
    Path twice = TestArchive.of(kind).file("b", "1").file("b", "2").write(root.resolve("twice"));
    assertRefused(twice, "already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar.gz", "zip"})
  void namesThatDifferInCaseOnlyAreRefused(String kind) throws IOException {
    Path files = TestArchive.of(kind).file("A.pp", "1").file("a.pp", "2").write(root.resolve("1"));
    assertRefused(files, "a.pp");
    Path directories =
        TestArchive.of(kind).file("Lib/x", "1").file("lib/y", "2").write(root.resolve("2"));
    assertRefused(directories, "lib/y");
    Path accents =
        TestArchive.of(kind)
            .file("\u00e9.pp", "1")
            .file("e\u0301.pp", "2")
            .write(root.resolve("3"));
    assertRefused(accents, "cannot tell");
  }

  @Test
  void devicesPipesAndHardLinksAreRefused() throws IOException {
    byte[] flags = {
      TarConstants.LF_CHR,
      TarConstants.LF_BLK,
      TarConstants.LF_FIFO,
      TarConstants.LF_LINK,
      (byte) 'M',
      TarConstants.LF_GNUTYPE_SPARSE
    };
    for (byte flag : flags) {
      Path file = TestArchive.of("tar").special("odd", flag, 0644).write(root.resolve("odd"));
      assertRefused(file, "odd");
    }
    for (int mode : new int[] {0020644, 0060644, 0010644, 0140644}) {
      Path file = TestArchive.of("zip").special("odd", (byte) 0, mode).write(root.resolve("odd"));
      assertRefused(file, "odd");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar.gz", "zip"})
  void bombsAreRefusedBeforeAnythingIsWritten(String kind) throws IOException {
    byte[] zeros = new byte[40 * 1024 * 1024];
    Path file =
        TestArchive.of(kind).file("a", "x").file("bomb", zeros, 0644).write(root.resolve("bomb"));
    assertThat(Files.size(file)).isLessThan(1024 * 1024);
    assertRefused(file, "bomb");
    TestArchive many = TestArchive.of(kind);
    for (int i = 0; i < 50; i++) {
      many.file("f" + i, "");
    }
    Path crowd = many.write(root.resolve("many"));
    ArchiveLimits few = new ArchiveLimits(49, 1000, 1000, 100, 1000);
    assertThatThrownBy(() -> ArchiveTree.read(crowd, "many", few))
        .isInstanceOf(HostileTreeException.class)
        .hasMessageContaining("f49")
        .hasMessageContaining("49 entries");
  }

  @Test
  void aHeadWithoutEndIsRefused() throws IOException {
    byte[] name = "x".repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
    Path file = TestArchive.of("tar").longName(name).file("x", "x").write(root.resolve("head"));
    assertThatThrownBy(() -> export(file, false, root.resolve("out")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("1 MiB");
  }

  @Test
  void anotherFileThanItsChecksumSaysIsRefused() throws IOException {
    Path file = TestArchive.of("zip").file("a.pp", "x").write(root.resolve("a.zip"));
    Origin.Archive wanted = contents.archive(file.toString(), "0".repeat(64));
    assertThatThrownBy(() -> contents.fetch(wanted))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("a.zip")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void whatIsDamagedInTheCacheIsFetchedAnew() throws IOException {
    Path file = TestArchive.of("zip").file("a.pp", "x").write(root.resolve("a.zip"));
    Origin.Archive origin = contents.archive(file.toUri().toString(), null);
    contents.fetch(origin);
    Path kept = root.resolve("cache/archives").resolve(origin.sha256());
    Files.writeString(kept, "damaged");
    contents.export(origin, false, new DirectorySink(root.resolve("out")));
    assertThat(root.resolve("out/a.pp")).hasContent("x");
    assertThat(Checksum.sha256(kept)).isEqualTo(origin.sha256());
  }

  @Test
  void whatIsNoArchiveIsSaidToBeNone() throws IOException {
    Path file = Files.writeString(root.resolve("a.tar.gz"), "<html>Not found</html>");
    assertThatThrownBy(() -> export(file, false, root.resolve("out")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("a.tar.gz")
        .hasMessageContaining("neither a tar.gz nor a zip");
    assertThatThrownBy(() -> contents.archive(root.resolve("none.zip").toString(), null))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("there is no such file");
  }

  /**
   * Whatever is broken in an archive, what comes of it is a tree below its directory or an error.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tar.gz", "zip"})
  void damagedArchivesHurtNobody(String kind) throws IOException {
    Random random = Soak.random(ArchiveTest.class);
    byte[] good =
        TestArchive.of(kind)
            .directory("a")
            .file("a/b.pp", "class b { }\n".repeat(20))
            .link("a/l", "b.pp")
            .file("c/../d", "x")
            .bytes();
    int whole = 0;
    for (int i = 0; i < Soak.rounds(3_000); i++) {
      byte[] bad = good.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(root.resolve("bad"), bad);
      try {
        ArchiveTree tree = ArchiveTree.read(file, "bad", ArchiveLimits.DEFAULT);
        tree.give("", path -> false, new DirectorySink(root.resolve("out" + i)));
        whole++;
      } catch (IOException | HostileTreeException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(whole).isLessThan(Soak.rounds(3_000));
    try (Stream<Path> all = Files.list(root)) {
      assertThat(all.map(p -> p.getFileName().toString()))
          .allMatch(name -> name.matches("out\\d+|bad|cache"));
    }
  }

  private ExportedTree export(Path file, boolean withoutSpec, Path out) {
    Origin.Archive origin = contents.archive(file.toString(), null);
    return contents.export(origin, withoutSpec, new DirectorySink(out));
  }

  private void assertRefused(Path file, String text) {
    Path out = root.resolve("refused");
    assertThatThrownBy(() -> export(file, false, out))
        .isInstanceOf(HostileTreeException.class)
        .hasMessageContaining(text)
        .hasMessageContaining(file.getFileName().toString());
    assertThat(out).doesNotExist();
    contents.close();
    contents = Contents.open(file.resolveSibling("cache" + System.nanoTime()));
  }
}
