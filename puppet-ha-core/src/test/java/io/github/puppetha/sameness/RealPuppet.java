package io.github.puppetha.sameness;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The parser of a real Puppet, in a Debian tree of the interop tests; a process that stays up. */
final class RealPuppet implements Judge, AutoCloseable {
  private static final Path HOME =
      Path.of(
          System.getenv().getOrDefault("PUPPET_HA_INTEROP_HOME", "/var/cache/puppet-ha-interop"));

  private final Process process;
  private final OutputStream in;
  private final InputStream out;

  private RealPuppet(Process process) {
    this.process = process;
    this.in = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    this.out = new BufferedInputStream(process.getInputStream(), 1 << 16);
  }

  /** Skips the test where the trees are missing, or fails it with {@code -Dinterop=required}. */
  static void need() {
    String why = missing();
    if (why.isEmpty()) {
      return;
    }
    String message = "no comparison with real Puppets: " + why;
    if ("required".equals(System.getProperty("interop"))) {
      Assertions.fail(message);
    }
    System.out.println("Skipped, " + message);
    Assumptions.abort(message);
  }

  private static String missing() {
    if ("off".equals(System.getProperty("interop"))) {
      return "-Dinterop=off";
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      return "only root can enter their trees";
    }
    for (String part : List.of("puppet7", "puppet8", "modules")) {
      if (!Files.exists(HOME.resolve(part + ".ready"))) {
        return part
            + " not found in "
            + HOME
            + "; run puppet-ha-maven-plugin/src/test/interop/install";
      }
    }
    return "";
  }

  /** The modules of Debian's packages. */
  static Path modules() {
    return HOME.resolve("modules");
  }

  static RealPuppet start(int version) throws IOException {
    String oracle = Files.readString(SnippetTable.RESOURCES.resolve("oracle.rb"));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("chroot", HOME.resolve("puppet" + version).toString()));
    command.addAll(List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"));
    command.addAll(List.of("HOME=/root", "ruby", "-e", oracle));
    return new RealPuppet(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  @Override
  public List<Verdict> judge(List<Text> texts) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (Text text : texts) {
      in.write(
          (text.kind() + " " + text.bytes().length + "\n").getBytes(StandardCharsets.US_ASCII));
      in.write(text.bytes());
      in.flush();
      verdicts.add(answer());
    }
    return verdicts;
  }

  private Verdict answer() throws IOException {
    boolean ok = line().equals("ok");
    List<Finding> findings = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] part = line.split("\t", 5);
      findings.add(
          new Finding(
              part[0].equals("error"),
              part[1],
              Finding.number(part[2]),
              Finding.number(part[3]),
              part[4]));
    }
    return new Verdict(ok, findings);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = out.read(); b != '\n'; b = out.read()) {
      if (b < 0) {
        throw new IOException("the real Puppet ended, after: " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
