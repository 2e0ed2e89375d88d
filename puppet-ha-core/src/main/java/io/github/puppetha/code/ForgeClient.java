package io.github.puppetha.code;

import io.github.puppetha.http.WebClient;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Releases of a Forge by its v3 API. Releases never change, so what was answered once is kept in
 * the cache, and a release that is there is not asked for again.
 */
final class ForgeClient {
  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  private final ForgeSettings settings;
  private final Path directory;
  private final ArchiveStore store;
  private final @Nullable Downloads downloads;

  /** Without downloads it is offline: only what is in the cache is known. */
  ForgeClient(
      ForgeSettings settings, Path cache, ArchiveStore store, @Nullable Downloads downloads) {
    this.settings = settings;
    this.store = store;
    this.downloads = downloads;
    directory = cache.resolve("forge").resolve(TreeDigest.text(base()).substring(0, 16));
  }

  String base() {
    return settings.base().toString().replaceFirst("/+$", "");
  }

  /**
   * The release that a version means.
   *
   * @param slug {@code owner-name}
   * @param version exact; null for the latest
   * @throws RepositoryException when there is none, or nobody answers
   */
  Origin.Forge resolve(String slug, @Nullable String version) {
    String exact = version == null ? latest(slug) : version;
    try {
      ForgeRelease release = release(slug, exact);
      if (release.sha256() == null) {
        Path archive = download(slug, release);
        release = release.with(archive.getFileName().toString());
        save(slug, exact, release.json());
      }
      return new Origin.Forge(base(), slug, exact, String.valueOf(release.sha256()));
    } catch (IOException e) {
      throw failed(slug + " " + exact, e);
    }
  }

  /** A release's archive, in the cache and undamaged. */
  Path archive(Origin.Forge origin) {
    try {
      Optional<Path> kept = store.find(origin.sha256());
      if (kept.isPresent()) {
        return kept.get();
      }
      ForgeRelease release = release(origin.slug(), origin.version());
      if (release.sha256() != null && !release.sha256().equalsIgnoreCase(origin.sha256())) {
        throw new IOException("the Forge has another file now: its SHA-256 is " + release.sha256());
      }
      return download(origin.slug(), release.with(origin.sha256()));
    } catch (IOException e) {
      throw failed(origin.slug() + " " + origin.version(), e);
    }
  }

  /** All versions, the current one first. */
  List<String> versions(String slug) {
    try {
      return downloads == null ? List.of() : ForgeRelease.versions(get("v3/modules/" + slug));
    } catch (IOException e) {
      throw failed(slug, e);
    }
  }

  private String latest(String slug) {
    Path kept = directory.resolve(slug).resolve("current");
    try {
      if (downloads == null) {
        return Files.readString(kept).strip();
      }
      String version = ForgeRelease.current(get("v3/modules/" + slug));
      save(slug, "current", version + "\n");
      return version;
    } catch (IOException e) {
      throw failed(slug, e);
    }
  }

  private ForgeRelease release(String slug, String version) throws IOException {
    Path kept = directory.resolve(slug).resolve(version);
    try {
      return ForgeRelease.read(Files.readString(kept));
    } catch (IOException e) {
      ForgeRelease release = ForgeRelease.read(get("v3/releases/" + slug + "-" + version));
      if (!release.version().equals(version)) {
        throw new IOException("the Forge answers with version " + release.version(), e);
      }
      save(slug, version, release.json());
      return release;
    }
  }

  private void save(String slug, String name, String text) throws IOException {
    Path file = directory.resolve(slug).resolve(name);
    Files.createDirectories(file.getParent());
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private String get(String path) throws IOException {
    byte[] bytes = online().get(URI.create(base() + "/" + path), headers(true), MAX_ANSWER);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Path download(String slug, ForgeRelease release) throws IOException {
    if (release.sha256() != null) {
      Optional<Path> kept = store.find(release.sha256());
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    URI base = URI.create(base() + "/");
    URI file = uri(base, release.file());
    Map<String, String> headers = headers(base.getRawAuthority().equals(file.getRawAuthority()));
    try {
      return online().archive(file, headers, release.checksum());
    } catch (Downloads.Refused e) {
      // A mirror below a path may name files as the Forge does, from its own root.
      URI below = uri(base, release.file().replaceFirst("^/+", ""));
      if (e.status() != 404 || below.equals(file)) {
        throw e;
      }
      return online().archive(below, headers, release.checksum());
    }
  }

  private static URI uri(URI base, String file) throws IOException {
    try {
      URI uri = base.resolve(file);
      boolean web = uri.getHost() != null && uri.getScheme().matches("https?");
      boolean down = base.getScheme().equals("https") && !uri.getScheme().equals("https");
      if (web && !down) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the Forge names '" + file + "' as its file, which is no URL", e);
    }
    throw new IOException("the Forge names '" + file + "' as its file, which is not fetched");
  }

  private Map<String, String> headers(boolean ours) {
    return settings
        .authorization()
        .filter(a -> ours)
        .map(a -> Map.of("Authorization", a))
        .orElse(Map.of());
  }

  private Downloads online() throws IOException {
    if (downloads == null) {
      throw new IOException("it is not in the cache, and nothing is fetched while offline");
    }
    return downloads;
  }

  private RepositoryException failed(String what, IOException e) {
    String shown = WebClient.shown(settings.base());
    String why =
        e instanceof Downloads.Refused refused
            ? switch (refused.status()) {
              case 404 -> "there is no such module or version; check its name and version";
              case 401, 403 ->
                  e.getMessage() + "; give a token that it accepts in " + ForgeSettings.TOKEN;
              default -> String.valueOf(e.getMessage());
            }
            : e instanceof NoSuchFileException
                ? "it is not in the cache, and nothing is fetched while offline"
                : String.valueOf(e.getMessage());
    return new RepositoryException(shown, what + " of the Forge " + shown + ": " + why, e);
  }
}
