package io.github.puppetha.cli;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.LocalRepository;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts hooks into a git repository. They need nothing but a JDK at their time: the library is
 * copied into the repository, beside its objects. Doing it again brings both up to date. Not for
 * several threads.
 */
public final class HookInstaller {
  private final LocalRepository repository;
  private final Set<Hook> hooks = new LinkedHashSet<>();
  private final List<String> checkOptions = new ArrayList<>();
  private final List<String> deployOptions = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();
  private boolean force;

  private HookInstaller(LocalRepository repository) {
    this.repository = repository;
  }

  /**
   * Into the repository that a directory is or lies in.
   *
   * @throws PuppetHaException when there is none
   */
  public static HookInstaller into(Path directory) {
    return new HookInstaller(LocalRepository.find(directory));
  }

  /** Whether the repository has no working tree, and so receives pushes. */
  public boolean isBare() {
    return repository.workTree().isEmpty();
  }

  /** Which hooks; at least one. */
  public HookInstaller hooks(Collection<Hook> wanted) {
    hooks.addAll(wanted);
    return this;
  }

  /** What the validating hooks are told: an option of the command {@code hook} and its value. */
  public HookInstaller check(String option, String value) {
    return option(checkOptions, option, value);
  }

  /** What the deploying hook is told, likewise. */
  public HookInstaller deploy(String option, String value) {
    return option(deployOptions, option, value);
  }

  private HookInstaller option(List<String> options, String option, String value) {
    if (!HookCommand.OPTIONS.contains(option)) {
      throw new IllegalArgumentException("hooks have no option " + option);
    }
    options.addAll(List.of(option, value));
    return this;
  }

  /** The library and all that it needs: jars, which are copied, and directories, which are not. */
  public HookInstaller classPath(Collection<Path> entries) {
    classPath.addAll(entries);
    return this;
  }

  /** May hooks of others be moved aside, to {@code NAME.replaced}? Default: no. */
  public HookInstaller force(boolean allowed) {
    this.force = allowed;
    return this;
  }

  /**
   * Installs.
   *
   * @return what is to be told of it, a line each
   * @throws PuppetHaException when a hook of another's making is there, of which none is touched
   *     then, or when the files cannot be written
   */
  public List<String> install() {
    if (!force) {
      hooks.forEach(this::refuseOthers);
    }
    try {
      List<String> jars = new HookLibrary(repository.directory()).install(classPath);
      List<String> told = new ArrayList<>();
      Files.createDirectories(repository.hooks());
      for (Hook hook : hooks) {
        told.addAll(install(hook, jars));
      }
      if (repository.hooksAreShared()) {
        told.add(
            "core.hooksPath is set for the user or the whole machine: these hooks run in its other"
                + " repositories too");
      }
      return told;
    } catch (IOException e) {
      throw new PuppetHaException(
          "Installing hooks in "
              + repository.hooks()
              + " failed: "
              + e
              + "; see that it can be written",
          e);
    }
  }

  private List<String> install(Hook hook, List<String> jars) throws IOException {
    List<String> told = new ArrayList<>();
    Path file = file(hook);
    if (isOthers(file)) {
      Path aside = file.resolveSibling(hook.fileName() + ".replaced");
      for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
        aside = file.resolveSibling(hook.fileName() + ".replaced" + i);
      }
      Files.move(file, aside);
      told.add("moved " + file + " aside, to " + aside.getFileName());
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> options = hook == Hook.POST_RECEIVE ? deployOptions : checkOptions;
    String text = new HookScript(hook, java, jars, options).text();
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8), "rwxr-xr-x");
    told.add("installed " + file);
    return told;
  }

  private Path file(Hook hook) {
    return repository.hooks().resolve(hook.fileName());
  }

  private void refuseOthers(Hook hook) {
    Path file = file(hook);
    if (isOthers(file)) {
      throw new PuppetHaException(
          "There is a hook "
              + file
              + " already, which puppet-ha did not put there; call puppet-ha from it yourself, or"
              + " have it moved aside with -Dpuppet-ha.force");
    }
  }

  private static boolean isOthers(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return Files.isSymbolicLink(file)
          || !new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
              .contains(HookScript.MARK);
    } catch (IOException e) {
      return true; // what cannot be read is not ours
    }
  }
}
