package io.github.puppetha.code;

import io.github.puppetha.http.WebClient;
import io.github.puppetha.http.WebProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trees that come as one file: releases of the Forge, and archives. */
final class PackedContents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PackedContents.class);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final String SPEC = "spec";
  private static final String METADATA = "metadata.json";

  private final @Nullable WebProxy proxy;
  private @Nullable WebClient web;
  private final ForgeClient forge;
  private final Archives archives;

  PackedContents(Path cache, ContentsOptions options, Retries retries) {
    ArchiveStore store = new ArchiveStore(cache);
    proxy = options.proxy().orElse(null);
    Downloads downloads = options.offline() ? null : new Downloads(this::web, store, retries);
    forge = new ForgeClient(options.forge(), cache, store, downloads);
    archives = new Archives(cache, store, downloads);
  }

  /** Started when first needed: most control repos come from git alone. */
  private synchronized WebClient web() {
    if (web == null) {
      web = WebClient.start(proxy, SILENCE);
    }
    return web;
  }

  ForgeClient forge() {
    return forge;
  }

  Archives archives() {
    return archives;
  }

  ArchiveTree tree(Origin.Archive origin) {
    return read(archives.archive(origin), origin.where());
  }

  ArchiveTree tree(Origin.Forge origin) {
    return read(forge.archive(origin), origin.slug() + " " + origin.version());
  }

  private static ArchiveTree read(Path file, String shown) {
    try {
      return ArchiveTree.read(file, shown, ArchiveLimits.DEFAULT);
    } catch (IOException e) {
      String message = "The archive " + shown + " cannot be unpacked: " + e.getMessage();
      throw new RepositoryException(shown, message, e);
    }
  }

  Optional<String> read(Origin.Archive origin, String path) {
    String below = origin.root().isEmpty() ? path : origin.root() + "/" + path;
    return read(tree(origin), origin.where(), below);
  }

  Optional<String> read(Origin.Forge origin, String path) {
    ArchiveTree tree = tree(origin);
    String root = tree.directoryOf(METADATA);
    String below = root == null || root.isEmpty() ? path : root + "/" + path;
    return read(tree, origin.where(), below);
  }

  private static Optional<String> read(ArchiveTree tree, String shown, String path) {
    try {
      return Optional.ofNullable(tree.content(path))
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      String message = "Reading " + path + " of " + shown + " failed: " + e.getMessage();
      throw new RepositoryException(shown, message, e);
    }
  }

  ExportedTree export(Origin.Archive origin, boolean withoutSpec, TreeSink sink) {
    ArchiveTree tree = tree(origin);
    return give(tree, origin.where(), origin.root(), spec(tree, origin.root(), withoutSpec), sink);
  }

  /** Below the release's own directory; links are left out, as r10k does it. */
  ExportedTree export(Origin.Forge origin, boolean withoutSpec, TreeSink sink) {
    ArchiveTree tree = tree(origin);
    String shown = origin.slug() + " " + origin.version();
    String root = tree.directoryOf(METADATA);
    if (root == null) {
      throw new RepositoryException(
          shown, shown + " of the Forge is no module: it has no metadata.json", null);
    }
    Set<String> links = new HashSet<>();
    for (String link : tree.links()) {
      LOG.warn("{} of the Forge holds the link '{}', which is left out", shown, link);
      links.add(root.isEmpty() ? link : link.substring(Math.min(link.length(), root.length() + 1)));
    }
    Predicate<String> left = spec(tree, root, withoutSpec).or(links::contains);
    return give(tree, shown, root, left, sink);
  }

  private static Predicate<String> spec(ArchiveTree tree, String root, boolean without) {
    String spec = root.isEmpty() ? SPEC : root + "/" + SPEC;
    return path -> without && path.equals(SPEC) && tree.isDirectory(spec);
  }

  private static ExportedTree give(
      ArchiveTree tree, String shown, String root, Predicate<String> leaveOut, TreeSink sink) {
    DigestSink digested = new DigestSink(sink);
    try {
      tree.give(root, leaveOut, digested);
    } catch (IOException e) {
      String message = "Unpacking " + shown + " failed: " + e.getMessage();
      throw new RepositoryException(shown, message, e);
    }
    return digested.exported();
  }

  @Override
  public synchronized void close() {
    if (web != null) {
      web.close();
    }
  }
}
