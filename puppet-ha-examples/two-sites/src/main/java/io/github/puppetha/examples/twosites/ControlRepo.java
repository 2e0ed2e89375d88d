package io.github.puppetha.examples.twosites;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A control repo and one module, as bare git repositories, and the changes that the story makes.
 */
final class ControlRepo {
  private final Path work;
  private final Path bare;
  private final Path module;

  private ControlRepo(Path work, Path bare, Path module) {
    this.work = work;
    this.bare = bare;
    this.module = module;
  }

  /** Makes both repositories below a directory that does not exist yet. */
  static ControlRepo create(Path directory) throws IOException {
    Path module = directory.resolve("motd.git");
    Path moduleWork = Files.createDirectories(directory.resolve("work-motd"));
    git(moduleWork, "init", "-q", "-b", "main");
    write(moduleWork, "manifests/init.pp", "class motd (String $text) {\n  notify { $text: }\n}\n");
    write(moduleWork, "files/motd.txt", "Welcome.\n");
    write(moduleWork, "lib/facter/site.rb", "Facter.add(:site) { setcode { 'demo' } }\n");
    commit(moduleWork, "The motd module");
    git(moduleWork, "tag", "v1");
    git(directory, "clone", "-q", "--bare", moduleWork.toString(), module.toString());

    Path work = Files.createDirectories(directory.resolve("work-control"));
    Path bare = directory.resolve("control.git");
    git(work, "init", "-q", "-b", "production");
    ControlRepo repo = new ControlRepo(work, bare, module);
    repo.writeProduction("1");
    commit(work, "Release 1");
    git(directory, "clone", "-q", "--bare", work.toString(), bare.toString());
    git(work, "remote", "add", "origin", bare.toString());
    return repo;
  }

  /** What {@code puppet-ha.yaml} names as the source's remote. */
  Path remote() {
    return bare;
  }

  /** The work tree, on whichever branch was touched last: what a CI job would check. */
  Path workTree() {
    return work;
  }

  /** Puts broken data on a branch of its own, pushed by nobody yet. */
  void checkOutBroken() throws IOException {
    git(work, "checkout", "-q", "-b", "broken");
    write(work, "data/common.yaml", "---\nmotd::text: one\nmotd::text: two\n");
    write(work, "Puppetfile", "mod 'motd',\n  :git => '" + module + "'\n  :ref => 'v1'\n");
    write(work, "manifests/site.pp", "node default {\n  include profile::bse\n}\n");
    write(work, "site/profile/manifests/base.pp", "class profile::base {\n}\n");
    write(work, "site/profile/manifests/web.pp", "class profile::web {\n  $port = = 80\n}\n");
    write(work, "environment.conf", "modulepath = site:modules:$basemodulepath\n");
  }

  /** Back to production, with nothing left of the broken branch. */
  void dropBroken() throws IOException {
    git(work, "checkout", "-q", "-f", "production");
    git(work, "clean", "-q", "-f", "-d");
    git(work, "branch", "-q", "-D", "broken");
  }

  /** A new release on production. */
  void release(String number) throws IOException {
    writeProduction(number);
    commit(work, "Release " + number);
    git(work, "push", "-q", "origin", "production");
  }

  private void writeProduction(String release) throws IOException {
    write(work, "environment.conf", "modulepath = modules:$basemodulepath\n");
    write(
        work,
        "hiera.yaml",
        "---\nversion: 5\nhierarchy:\n  - name: common\n    path: common.yaml\n");
    write(work, "data/common.yaml", "---\nmotd::text: release " + release + "\n");
    write(work, "manifests/site.pp", "notify { 'release " + release + "': }\n");
    write(work, "Puppetfile", "mod 'motd',\n  :git => '" + module + "',\n  :ref => 'v1'\n");
  }

  private static void write(Path root, String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void commit(Path directory, String message) throws IOException {
    git(directory, "add", "-A");
    git(directory, "commit", "-q", "-m", message);
  }

  private static void git(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=demo", "-c", "user.email=demo@example.com"));
    command.addAll(List.of("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(Map.of("GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C"));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("git " + String.join(" ", arguments) + ": " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("git was interrupted", e);
    }
  }
}
