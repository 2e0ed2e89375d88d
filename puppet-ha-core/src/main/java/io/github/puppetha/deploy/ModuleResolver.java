package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.GitRepository;
import io.github.puppetha.code.ModuleSource;
import io.github.puppetha.code.ModuleSource.RefKind;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.Puppetfile;
import io.github.puppetha.code.PuppetfileResult;
import io.github.puppetha.code.RepositoryException;
import io.github.puppetha.code.WantedRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the branches' Puppetfiles, fetches their modules, and finds each module's commit. */
final class ModuleResolver {
  private final Settings settings;
  private final Contents contents;
  private final Parallel threads;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> trees = new HashMap<>();
  private final Map<String, Optional<String>> resolved = new HashMap<>();
  private final Map<String, PuppetfileResult> read = new HashMap<>();

  ModuleResolver(Settings settings, Contents contents, Parallel threads) {
    this.settings = settings;
    this.contents = contents;
    this.threads = threads;
  }

  List<EnvironmentRevision> resolve(List<Planner.Branch> branches) {
    Map<Planner.Branch, PuppetfileResult> files = new LinkedHashMap<>();
    for (Planner.Branch branch : branches) {
      files.put(branch, puppetfile(branch));
    }
    stopOnProblems();
    Map<String, Set<WantedRef>> wanted = new LinkedHashMap<>();
    files.forEach(
        (branch, file) ->
            file.modules()
                .forEach(
                    m -> {
                      if (m.source() instanceof ModuleSource.Git git) {
                        wanted
                            .computeIfAbsent(git.remote(), r -> new HashSet<>())
                            .addAll(refs(git, branch).toList());
                      }
                    }));
    Map<String, RepositoryException> failures = fetch(wanted);
    List<EnvironmentRevision> revisions = new ArrayList<>();
    files.forEach((branch, file) -> revisions.add(environment(branch, file, failures)));
    stopOnProblems();
    return revisions;
  }

  private void stopOnProblems() {
    if (problems.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
      throw new DeployRefusedException(problems);
    }
  }

  private static String file(Planner.Branch branch) {
    return branch.name() + ":" + branch.source().puppetfile();
  }

  private PuppetfileResult puppetfile(Planner.Branch branch) {
    Optional<String> text =
        contents.git(branch.source().remote()).read(branch.commit(), branch.source().puppetfile());
    // Branches often have the same one; only problems name the branch.
    PuppetfileResult known = read.get(text.orElse(""));
    PuppetfileResult result =
        known == null ? Puppetfile.parse(file(branch), text.orElse("")) : known;
    if (result.problems().isEmpty()) {
      read.put(text.orElse(""), result);
    }
    problems.addAll(result.problems());
    for (PuppetModule module : result.modules()) {
      if (!(module.source() instanceof ModuleSource.Git)
          && !(module.source() instanceof ModuleSource.Local)) {
        String message =
            "module '"
                + module.title()
                + "' does not come from git, and only git modules are"
                + " deployed in this version; give it git: and ref:";
        error(branch, module.range(), "not_supported", message);
      }
    }
    return result;
  }

  private static Stream<WantedRef> refs(ModuleSource.Git git, Planner.Branch branch) {
    WantedRef first =
        git.kind() == RefKind.CONTROL_BRANCH
            ? new WantedRef(RefKind.BRANCH, branch.name())
            : git.ref() == null ? null : new WantedRef(git.kind(), git.ref());
    String fallback = git.defaultBranch();
    WantedRef second = fallback == null ? null : new WantedRef(RefKind.BRANCH, fallback);
    return Stream.of(Optional.ofNullable(first), Optional.ofNullable(second))
        .flatMap(Optional::stream);
  }

  private Map<String, RepositoryException> fetch(Map<String, Set<WantedRef>> wanted) {
    Map<String, RepositoryException> failures = new java.util.concurrent.ConcurrentHashMap<>();
    threads.map(
        wanted.entrySet(),
        entry -> {
          try {
            contents.git(entry.getKey()).fetch(entry.getValue());
          } catch (RepositoryException e) {
            failures.put(entry.getKey(), e);
          }
          return true;
        });
    return failures;
  }

  private EnvironmentRevision environment(
      Planner.Branch branch, PuppetfileResult file, Map<String, RepositoryException> failures) {
    List<ModuleRevision> modules = new ArrayList<>();
    for (PuppetModule module : file.modules()) {
      if (module.source() instanceof ModuleSource.Git git) {
        RepositoryException failure = failures.get(git.remote());
        if (failure != null) {
          String message = "module '" + module.title() + "': " + failure.getMessage();
          error(branch, git.remoteRange(), "remote", message);
        } else {
          module(branch, module, git).ifPresent(modules::add);
        }
      }
    }
    return new EnvironmentRevision(
        branch.environment(),
        branch.source().name(),
        branch.name(),
        git(branch.source().remote(), branch.commit()),
        modules);
  }

  private Optional<ModuleRevision> module(
      Planner.Branch branch, PuppetModule module, ModuleSource.Git git) {
    GitRepository repository = contents.git(git.remote());
    List<WantedRef> refs = refs(git, branch).toList();
    for (WantedRef ref : refs) {
      Optional<String> commit =
          resolved.computeIfAbsent(git.remote() + ' ' + ref, r -> repository.resolve(ref));
      if (commit.isPresent()) {
        boolean noSpec = Objects.requireNonNullElse(module.excludeSpec(), settings.withoutSpec());
        return Optional.of(
            new ModuleRevision(
                module.path(), module.name(), git(git.remote(), commit.get()), ref.ref(), noSpec));
      }
    }
    String message =
        "module '"
            + module.title()
            + "': "
            + repository.remote()
            + " has no "
            + kind(refs.get(0))
            + " '"
            + refs.get(0).ref()
            + "'; push it there, or name one that exists";
    error(branch, git.refRange(), "ref", message);
    return Optional.empty();
  }

  private Origin git(String remote, String commit) {
    GitRepository repository = contents.git(remote);
    return new Origin.Git(remote, commit, trees.computeIfAbsent(commit, repository::tree));
  }

  private static String kind(WantedRef ref) {
    return switch (ref.kind()) {
      case ANY -> "branch, tag or commit";
      case TAG -> "tag";
      case COMMIT -> "commit (in any of its branches and tags)";
      default -> "branch";
    };
  }

  private void error(
      Planner.Branch branch, io.github.puppetha.SourceRange range, String rule, String message) {
    problems.add(Problem.error(file(branch), range, "puppetfile/" + rule, message));
  }
}
