package io.github.puppetha.code;

import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * A mirror of a Subversion repository, kept by the real {@code svnsync}. One on this machine is
 * made when it is missing, with the UUID of what it mirrors; all others must be there, and let
 * svnsync change revision properties. Passwords are never on svnsync's command line, the only place
 * where it takes them: it logs in with what this user's svn remembers.
 */
final class SubversionMirror {
  private static final String HOOK = "#!/bin/sh\nexit 0\n";

  private final Subversion svn;
  private final Path directory;
  private final String source;
  private final String mirror;

  /**
   * For two URLs of the same directory, at its repository and at the mirror.
   *
   * @param directory for this process's own lock
   */
  SubversionMirror(Subversion svn, Path directory, String source, String mirror) {
    this.svn = svn;
    this.directory = directory;
    this.source = source;
    this.mirror = mirror;
  }

  /** Brings it up to date; what went wrong, if something did. */
  Optional<String> update() {
    Path lock = directory.resolve("mirror-" + TreeDigest.text(mirror) + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        synchronize();
      }
      return Optional.empty();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process is at it.
      return Optional.empty();
    } catch (IOException | RepositoryException e) {
      return Optional.of("The mirror " + mirror + " was not brought up to date: " + e.getMessage());
    }
  }

  private void synchronize() throws IOException {
    String root = line(source, "info", "--show-item", "repos-root-url", "--", source + "@HEAD");
    String below = source.substring(Math.min(source.length(), root.length()));
    if (!mirror.endsWith(below)) {
      throw new IOException("its URL must end with '" + below + "', as that of the source does");
    }
    String target = mirror.substring(0, mirror.length() - below.length());
    make(root, target);
    // Before 1.13 or so, svn fails where there is no such property.
    Processes.Result from =
        svn.run(
            "svn",
            target,
            List.of("propget", "--revprop", "-r0", "svn:sync-from-url", "--", target));
    if (!from.ok() || from.out().isBlank()) {
      svnsync(target, "initialize", "--", target, root);
    }
    Processes.Result done = svn.run("svnsync", target, List.of("synchronize", "--", target, root));
    if (!done.ok() && ours(target)) {
      svnsync(target, "synchronize", "--steal-lock", "--", target, root);
    } else if (!done.ok()) {
      throw Subversion.failed(target, done.err());
    }
  }

  /** Made aside and moved into its place, so that it is there whole or not at all. */
  private void make(String root, String target) throws IOException {
    if (!target.startsWith("file://") || Files.exists(Path.of(URI.create(target)))) {
      return;
    }
    Path place = Path.of(URI.create(target));
    String uuid = line(root, "info", "--show-item", "repos-uuid", "--", root + "@HEAD");
    Files.createDirectories(place.getParent());
    Path made = Files.createTempDirectory(place.getParent(), ".new-mirror");
    try {
      admin(target, "create", made.toString());
      Path hook = made.resolve("hooks/pre-revprop-change");
      Files.writeString(hook, HOOK);
      Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
      String url = "file://" + made;
      svnsync(url, "initialize", "--", url, root);
      admin(target, "setuuid", made.toString(), uuid);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(made, place);
    } finally {
      DeleteTree.delete(made);
    }
  }

  /** Was svnsync's lock left by one on this machine? None runs here now, as we hold our own. */
  private boolean ours(String target) {
    try {
      String token = line(target, "propget", "--revprop", "-r0", "svn:sync-lock", "--", target);
      return token.startsWith(InetAddress.getLocalHost().getHostName() + ":");
    } catch (UnknownHostException | RepositoryException e) {
      return false;
    }
  }

  private String line(String url, String... arguments) {
    return svn.run(url, List.of(arguments)).strip();
  }

  private void svnsync(String url, String... arguments) {
    Processes.Result result = svn.run("svnsync", url, List.of(arguments));
    if (!result.ok()) {
      throw Subversion.failed(url, result.err());
    }
  }

  private void admin(String url, String... arguments) throws IOException {
    Processes.Result result = svn.admin(List.of(arguments));
    if (!result.ok()) {
      throw Subversion.failed(url, result.err());
    }
  }
}
