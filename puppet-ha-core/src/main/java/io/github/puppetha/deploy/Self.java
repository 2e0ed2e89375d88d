package io.github.puppetha.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who deploys: the user and machine that this process runs as. */
final class Self {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private Self() {}

  /** {@code user@host}. */
  static String name() {
    return System.getProperty("user.name", "?") + "@" + host();
  }

  /** The kernel's name for this machine; asks no DNS where there is one. */
  static String host() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException e) {
      return named();
    }
  }

  private static String named() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
