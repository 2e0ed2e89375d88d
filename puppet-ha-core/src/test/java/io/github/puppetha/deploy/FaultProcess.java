package io.github.puppetha.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A deployer in a JVM of its own, to be killed, paused, traced or kept from things. */
final class FaultProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private FaultProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param wrapper a program and its options that is to run Java; empty for none
   */
  static FaultProcess start(List<String> wrapper, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new FaultProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits until it says this on a line of its own. */
  void await(String line) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      if (next.equals(line)) {
        return;
      }
      said.append(next).append('\n');
    }
    throw new IOException("it ended without saying " + line + ": " + said);
  }

  /** All that it says until its end. */
  String rest() throws IOException, InterruptedException {
    StringBuilder said = new StringBuilder();
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      said.append(next).append('\n');
    }
    process.waitFor();
    return said.toString();
  }

  /** Lets it work for a while; false when it has ended by itself. */
  boolean works(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Sends a signal, as {@code kill} names it. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
