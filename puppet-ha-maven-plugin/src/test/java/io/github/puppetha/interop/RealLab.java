package io.github.puppetha.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A directory below {@code target/interop}, a /24 of loopback addresses and everything started on
 * them. Closing stops what still runs, in reverse order; the directory with its logs stays.
 */
final class RealLab implements AutoCloseable {
  static final String DOMAIN = "example.test";

  private final Path directory;
  private final String network;
  private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();

  private RealLab(Path directory, String network) {
    this.directory = directory;
    this.network = network;
  }

  /** Skips or fails the test when the parts are missing; else an empty directory of that name. */
  static RealLab open(String name) throws IOException {
    RealParts.need();
    Path base = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    Path directory = base.resolve("target/interop").resolve(name);
    if (Files.exists(directory)) {
      run(List.of("rm", "-rf", directory.toString()), directory.resolveSibling(name + ".log"), 60);
    }
    Files.createDirectories(directory);
    RealLab lab = new RealLab(directory, freeNetwork());
    Runtime.getRuntime().addShutdownHook(new Thread(lab::close)); // when the build is broken off
    Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n");
    Files.writeString(
        directory.resolve("resolv.conf"),
        "search %s\nnameserver %s\noptions timeout:2 attempts:2\n".formatted(DOMAIN, lab.dns()));
    return lab;
  }

  private static String freeNetwork() throws IOException {
    for (int attempt = 0; attempt < 50; attempt++) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String network = "127." + random.nextInt(64, 250) + "." + random.nextInt(1, 250) + ".";
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getByName(network + 1), 8140));
        return network;
      } catch (java.net.BindException e) {
        // someone has a server there: draw another
      }
    }
    throw new IOException("no free loopback addresses");
  }

  Path directory() {
    return directory;
  }

  Path directory(String name) {
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address(int last) {
    return network + last;
  }

  /** Where {@link RealNamed} answers, and whom everything started here asks for names. */
  String dns() {
    return address(53);
  }

  void closeLater(AutoCloseable resource) {
    running.push(resource);
  }

  /** A command that runs inside a release's tree and sees this lab's directory and names. */
  List<String> inside(Release release, List<String> command) {
    return inside(RealParts.tree(release), command);
  }

  private List<String> inside(Path root, List<String> command) {
    List<String> all = new ArrayList<>();
    all.add(RealParts.scripts().resolve("inside").toString());
    all.addAll(List.of("--root", root.toString()));
    all.addAll(List.of("--share", directory.toString()));
    all.addAll(List.of("--hosts", directory.resolve("hosts").toString()));
    all.addAll(List.of("--resolv", directory.resolve("resolv.conf").toString()));
    all.add("--");
    all.addAll(command);
    return all;
  }

  /** Starts a process that closing the lab would end. */
  Process start(Release release, List<String> command, Path log) throws IOException {
    return started(inside(release, command), log);
  }

  /** The same for a program of this machine, which sees this lab's names too. */
  Process startHere(List<String> command, Path log) throws IOException {
    return started(inside(Path.of("/"), command), log);
  }

  /** Adds a name that everything started here sees, from its start on. */
  void host(String name, String address) throws IOException {
    Files.writeString(
        directory.resolve("hosts"), address + " " + name + "\n", StandardOpenOption.APPEND);
  }

  private Process started(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    closeLater(() -> stop(process));
    return process;
  }

  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs a command to its end; its output goes to the log. Answers its exit status, or -1 when time
   * ran out.
   */
  static int run(List<String> command, Path log, int seconds) throws IOException {
    return run(new ProcessBuilder(command), log, seconds);
  }

  /** The same, for a command with a directory or environment of its own. */
  static int run(ProcessBuilder command, Path log, int seconds) throws IOException {
    Process process =
        command
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      stop(process);
      return -1;
    } catch (InterruptedException e) {
      stop(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + command.command(), e);
    }
  }

  /** Waits until what a process was started for is there. */
  static void await(String what, Process process, Path log, int seconds, BooleanSupplier there)
      throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!there.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IOException(what + " ended while starting; see " + log);
      }
      if (System.nanoTime() > end) {
        throw new IOException(what + " gave no answer in " + seconds + " s; see " + log);
      }
      try {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while " + what + " started", e);
      }
    }
  }

  @Override
  public void close() {
    for (AutoCloseable part = running.poll(); part != null; part = running.poll()) {
      try {
        part.close();
      } catch (Exception e) {
        System.err.println("could not stop a part of the lab: " + e);
      }
    }
  }
}
