package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.GitRepository;
import io.github.puppetha.code.RefFile;
import io.github.puppetha.code.RepositoryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** State in references of a git remote; what is kept is a chain of commits. */
final class GitStateStore implements StateStore {
  private static final String REFS = "refs/puppet-ha/";

  private final GitRepository repository;

  GitStateStore(GitRepository repository) {
    this.repository = repository;
  }

  @Override
  public String where() {
    return REFS + " of " + repository.remote();
  }

  @Override
  public Optional<Entry> read(String name) {
    return history(name, 1).stream().findFirst();
  }

  @Override
  public List<Entry> history(String name, int most) {
    return repository.readRef(REFS + name, file(name), most).stream()
        .map(GitStateStore::entry)
        .toList();
  }

  private static Entry entry(RefFile file) {
    return new Entry(file.content(), file.commit());
  }

  @Override
  public Optional<String> write(
      String name, @Nullable String expected, boolean kept, String text, String message) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      return repository.writeRef(REFS + name, expected, kept, file(name), content, message);
    } catch (RepositoryException e) {
      throw new PuppetHaException(
          "Recording deployments in "
              + where()
              + " failed: "
              + e.getMessage()
              + "\nLet this user push to "
              + REFS
              + "* there, or name another place in puppet-ha.yaml that all deployers use:"
              + " 'deploy: { state: { remote: URL } }' (any git repository)"
              + " or 'deploy: { state: { directory: PATH } }'",
          e);
    }
  }

  private static String file(String name) {
    return name.equals(Decisions.DEPLOYMENTS) ? "deployment.json" : name + ".json";
  }
}
