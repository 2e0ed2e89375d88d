package io.github.puppetha.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.Daemon;

/** A git remote on loopback that may be read by anyone and written by nobody. */
final class ReadOnlyGit implements AutoCloseable {
  private final Daemon daemon;
  private final Repository repository;

  private ReadOnlyGit(Daemon daemon, Repository repository) {
    this.daemon = daemon;
    this.repository = repository;
  }

  static ReadOnlyGit serve(Path bare) throws IOException {
    Repository repository = new FileRepositoryBuilder().setGitDir(bare.toFile()).setBare().build();
    Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    daemon.setRepositoryResolver(
        (client, name) -> {
          repository.incrementOpen();
          return repository;
        });
    daemon.getService("git-upload-pack").setEnabled(true);
    daemon.start();
    return new ReadOnlyGit(daemon, repository);
  }

  String url() {
    return "git://127.0.0.1:" + daemon.getAddress().getPort() + "/control.git";
  }

  @Override
  public void close() {
    daemon.stop();
    repository.close();
  }
}
