package io.github.puppetha.code;

import io.github.puppetha.http.WebClient;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Archives that a file or URL names, by way of the store. */
final class Archives {
  private final Path sources;
  private final ArchiveStore store;
  private final @Nullable Downloads downloads;

  /** Without downloads it is offline. */
  Archives(Path cache, ArchiveStore store, @Nullable Downloads downloads) {
    this.store = store;
    this.downloads = downloads;
    sources = cache.resolve("archives").resolve("sources");
  }

  /**
   * The archive that a source means.
   *
   * @param sha256 its checksum; null for what came from there first, as r10k does it
   * @param again looks anew what is there, without a checksum
   */
  Origin.Archive resolve(String source, @Nullable String sha256, boolean again) {
    if (sha256 != null) {
      return new Origin.Archive(source, sha256.toLowerCase(Locale.ROOT), "");
    }
    Path note = sources.resolve(TreeDigest.text(source));
    try {
      if (Files.isRegularFile(note) && (!again || downloads == null)) {
        String known = Files.readString(note).strip();
        if (Checksum.isSha256(known)) {
          return new Origin.Archive(source, known, "");
        }
      }
      String found = fetch(source, null).getFileName().toString();
      Files.createDirectories(sources);
      AtomicFiles.write(note, (found + "\n").getBytes(StandardCharsets.UTF_8));
      return new Origin.Archive(source, found, "");
    } catch (IOException e) {
      throw failed(source, e);
    }
  }

  /** The archive's file, in the cache and undamaged. */
  Path archive(Origin.Archive origin) {
    try {
      Optional<Path> kept = store.find(origin.sha256());
      return kept.isPresent() ? kept.get() : fetch(origin.source(), origin.sha256());
    } catch (IOException e) {
      throw failed(origin.source(), e);
    }
  }

  private Path fetch(String source, @Nullable String sha256) throws IOException {
    if (source.matches("(?i)https?://.*")) {
      if (downloads == null) {
        throw new IOException("it is not in the cache, and nothing is fetched while offline");
      }
      Checksum expected = sha256 == null ? null : Checksum.sha256(sha256);
      return downloads.archive(URI.create(source), Map.of(), expected);
    }
    Path kept = store.copy(path(source));
    String found = kept.getFileName().toString();
    if (sha256 != null && !found.equals(sha256)) {
      Files.deleteIfExists(kept);
      throw new IOException("its SHA-256 is " + found + ", not " + sha256);
    }
    return kept;
  }

  private static Path path(String source) throws IOException {
    try {
      return source.startsWith("file:") ? Path.of(URI.create(source)) : Path.of(source);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IOException("it is no path and no file, http or https URL", e);
    }
  }

  private static RepositoryException failed(String source, IOException e) {
    String shown = shown(source);
    String why = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
    return new RepositoryException(shown, "The archive " + shown + ": " + why, e);
  }

  /** Without user, password and query. */
  static String shown(String source) {
    try {
      return source.matches("(?i)https?://.*") ? WebClient.shown(URI.create(source)) : source;
    } catch (IllegalArgumentException e) {
      return source.replaceAll("//[^/@]*@", "//").replaceAll("\\?.*", "");
    }
  }
}
