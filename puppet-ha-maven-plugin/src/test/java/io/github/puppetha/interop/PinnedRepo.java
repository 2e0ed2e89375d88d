package io.github.puppetha.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A control repo every part of which says of which revision it is: what servers compile, what
 * agents sync, and what they fetch. Library and type change with every fourth revision only, as the
 * servers' JRubies are made anew for those.
 */
final class PinnedRepo {
  static final List<String> BRANCHES = List.of("production", "held");
  private static final int LIBRARY = 4;

  private final Path work;
  private final Path bare;
  private final Path log;
  private final Path proofs;

  PinnedRepo(RealLab lab) throws IOException {
    work = lab.directory("control-work");
    bare = lab.directory().resolve("control.git");
    log = lab.directory().resolve("git.log");
    proofs = lab.directory("proof");
    git(lab.directory(), "init", "-q", "--bare", "-b", "production", bare.toString());
    git(work, "init", "-q", "-b", "production");
    git(work, "remote", "add", "origin", bare.toString());
  }

  String remote() {
    return "file://" + bare;
  }

  /** Where the agent leaves what it applied. */
  Path proof(String certname) {
    return proofs.resolve(certname);
  }

  /** The revision of the library and the type that belongs to one of everything else. */
  static int library(int revision) {
    return revision - revision % LIBRARY;
  }

  /** The last revision before the next one that changes the library. */
  static int beforeLibrary(int revision) {
    return library(revision) + LIBRARY - 1;
  }

  /** Pushes a revision of both branches. */
  void push(int n) throws IOException {
    int library = library(n);
    file("hiera.yaml", "---\nversion: 5\nhierarchy:\n  - name: all\n    path: common.yaml\n");
    file("data/common.yaml", "---\npinned_data: '" + n + "'\n");
    file("manifests/site.pp", "node default { class { 'pinned': manifest => '" + n + "' } }\n");
    file("site/pinned/manifests/init.pp", manifest(n, library));
    file("site/pinned/templates/mark.epp", "<%= '" + n + "' -%>\n");
    file("site/pinned/lib/facter/pinned_fact.rb", fact(n));
    file("site/pinned/facts.d/pinned.txt", "pinned_external=" + n + "\n");
    file("site/pinned/lib/puppet_x/pinned/library.rb", LIBRARY_RB.formatted(library));
    file("site/pinned/lib/puppet/functions/pinned/library.rb", FUNCTION);
    file("site/pinned/lib/puppet/type/pinned_mark.rb", TYPE.formatted(library));
    RealLab.run(List.of("rm", "-rf", work.resolve("site/pinned/files").toString()), log, 20);
    file("site/pinned/files/file", "" + n);
    file("site/pinned/files/tree/a", "" + n);
    file("site/pinned/files/tree/b/c", "" + n);
    file("site/pinned/files/tree/only_" + n, "" + n);
    for (String branch : BRANCHES) {
      String timeout = branch.equals("production") ? "0" : "unlimited";
      String conf = "modulepath = site:modules\nenvironment_timeout = " + timeout + "\n";
      file("environment.conf", conf);
      git(work, "add", "-A");
      git(work, "commit", "-q", "-m", branch + " " + n);
      git(work, "push", "-q", "-f", "origin", "HEAD:refs/heads/" + branch);
    }
  }

  private static final String LIBRARY_RB =
      """
      module PuppetX
        module Pinned
          def self.mark
            '%d'
          end
        end
      end
      """;

  private static final String FUNCTION =
      """
      require_relative '../../../puppet_x/pinned/library'
      Puppet::Functions.create_function(:'pinned::library') do
        dispatch :mark do
        end
        def mark
          PuppetX::Pinned.mark
        end
      end
      """;

  private static final String TYPE =
      """
      Puppet::Type.newtype(:pinned_mark) do
        newparam(:name, namevar: true)
        newparam(:version_%d)
      end
      """;

  private static String fact(int n) {
    return "Facter.add(:pinned_fact) { setcode { '" + n + "' } }\n";
  }

  private String manifest(int n, int library) {
    return """
        class pinned (String $manifest) {
          $data = lookup('pinned_data')
          $template = epp('pinned/mark.epp')
          $library = pinned::library()
          $fact = $facts['pinned_fact']
          $external = $facts['pinned_external']
          $server = "manifest=${manifest} class=%1$d data=${data} template=${template}"
          $marks = "${server} library=${library} fact=${fact} external=${external}"
          notify { 'marks': message => $marks }
          pinned_mark { 'type': version_%2$d => '%2$d' }
          $to = "%3$s/${trusted['certname']}"
          file { $to: ensure => directory }
          file { "${to}/marks": content => $marks }
          file { "${to}/file": source => 'puppet:///modules/pinned/file' }
          file { "${to}/tree":
            ensure => directory, recurse => true, purge => true, force => true,
            source => 'puppet:///modules/pinned/tree',
          }
        }
        """
        .formatted(n, library, proofs);
  }

  private void file(String path, String text) throws IOException {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void git(Path directory, String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=author", "-c", "user.email=author@example.test"));
    command.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(command).directory(directory.toFile());
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    if (RealLab.run(git, log, 60) != 0) {
      throw new IOException(command + " failed; see " + log);
    }
  }
}
