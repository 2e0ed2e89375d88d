package io.github.puppetha.deploy;

import io.github.puppetha.code.TreeDigest;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Sha256;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry of the store was when it was laid down, so that a later deployment notices at the
 * price of a stat of each file what was changed since: size, times, mode and inode of its files and
 * links, and their names. The time of the last change of an inode cannot be set by ordinary means.
 *
 * @param digest of its content
 * @param stat of all that stat tells
 */
record Seal(String digest, String stat) {
  private static final String STAT = "unix:mode,size,lastModifiedTime,ctime,ino";
  private static final int DIRECTORY = 0040000;
  private static final int FILE = 0100000;
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 07777;
  private static final Set<Integer> FILES = Set.of(0644, 0755);

  static Seal of(Path directory, String digest, Set<String> except) throws IOException {
    return new Seal(digest, stat(directory, except));
  }

  static Optional<Seal> read(Path file) {
    try {
      Tree root = JsonReader.read(file.toString(), Files.readString(file)).root().orElseThrow();
      return Optional.of(
          new Seal(DecisionJson.text(root, "digest"), DecisionJson.text(root, "stat")));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  byte[] json() {
    String json = JsonWriter.write(Map.of("digest", digest, "stat", stat));
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Has nothing touched it, as far as stat can tell? */
  boolean untouched(Path directory, Set<String> except) throws IOException {
    return stat.equals(stat(directory, except));
  }

  /** Are its content and modes what they were? Reads every file. */
  boolean intact(Path directory, Set<String> except) throws IOException {
    return digest.equals(TreeDigest.of(directory, except)) && modes(directory, "", except);
  }

  private static boolean modes(Path directory, String prefix, Set<String> except)
      throws IOException {
    boolean right = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = prefix + entry.getFileName();
        if (!except.contains(name)) {
          int mode = (Integer) Files.getAttribute(entry, "unix:mode", LinkOption.NOFOLLOW_LINKS);
          right &=
              (mode & TYPE) == DIRECTORY
                  ? modes(entry, name + "/", except)
                  : (mode & TYPE) != FILE || FILES.contains(mode & PERMISSIONS);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return right;
  }

  private static String stat(Path directory, Set<String> except) throws IOException {
    List<String> lines = new ArrayList<>();
    below(directory, "", except, lines);
    Sha256 whole = new Sha256();
    lines.stream().sorted().forEach(whole::add);
    return HexFormat.of().formatHex(whole.value());
  }

  private static void below(Path directory, String prefix, Set<String> except, List<String> lines)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = prefix + entry.getFileName();
        if (except.contains(name)) {
          continue;
        }
        Map<String, Object> stat = Files.readAttributes(entry, STAT, LinkOption.NOFOLLOW_LINKS);
        if (((Integer) stat.get("mode") & TYPE) == DIRECTORY) {
          below(entry, name + "/", except, lines);
        } else {
          lines.add(name + '\0' + line(stat) + '\n');
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static String line(Map<String, Object> stat) {
    return stat.get("mode")
        + " "
        + stat.get("size")
        + " "
        + stat.get("lastModifiedTime")
        + " "
        + stat.get("ctime")
        + " "
        + stat.get("ino");
  }
}
