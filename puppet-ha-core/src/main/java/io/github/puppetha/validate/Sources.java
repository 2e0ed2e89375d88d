package io.github.puppetha.validate;

import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.Puppetfile;
import io.github.puppetha.code.PuppetfileResult;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.YamlReader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Knows what each file is checked as. Immutable. */
final class Sources {
  private static final Set<String> NOT_PUPPETS = Set.of("files", "templates", "spec", "examples");

  private final ControlRepo repo;
  private final int puppetVersion;
  private final HieraRoots roots;
  private final CodeCheck code;
  private final MachineFiles machines;

  Sources(ControlRepo repo, int puppetVersion) {
    this.repo = repo;
    this.puppetVersion = puppetVersion;
    this.roots = new HieraRoots(repo.tree());
    this.code = new CodeCheck(puppetVersion);
    this.machines = new MachineFiles(repo.tree(), puppetVersion);
  }

  /** May anything look into a file of this name? */
  static boolean mayRead(SourceFile file) {
    return file.hasExtension(
            "pp", "epp", "erb", "rb", "yaml", "yml", "eyaml", "json", "conf", "cfg", "nft")
        || file.fileName().equals("Puppetfile");
  }

  /** How a file is checked; empty when it is of no kind that is checked. */
  Optional<FileCheck> checkOf(RepoFile file) {
    SourceFile source = file.file();
    if (source.hasExtension("pp") || source.hasExtension("epp") && file.reported()) {
      return Optional.of(code.of(file));
    } else if (file.in("lib") && source.hasExtension("rb")) {
      return Optional.of(FileCheck.alone("ruby", (text, to) -> FileContent.text(text)));
    }
    return file.reported() ? dataCheck(file, source) : Optional.empty();
  }

  private Optional<FileCheck> dataCheck(RepoFile place, SourceFile file) {
    if (isPuppets(file, "metadata.json")) {
      return Optional.of(
          FileCheck.alone("metadata", (text, to) -> MetadataCheck.check(puppetVersion, text, to)));
    } else if (isPuppets(file, "Puppetfile")) {
      return Optional.of(FileCheck.alone("puppetfile", Sources::puppetfile));
    } else if (isPuppets(file, "environment.conf")) {
      return Optional.of(FileCheck.withOthers((text, to) -> environment(file, text, to)));
    } else if (machines.holds(file)) {
      return Optional.of(FileCheck.withOthers((text, to) -> machines.check(file, text, to)));
    } else if (roots.config(file).isPresent()) {
      HieraRoot root = roots.config(file).get();
      return Optional.of(FileCheck.withOthers((text, to) -> hieraConfig(root, text, to)));
    }
    Optional<HieraRoot> data = roots.holding(file);
    if (file.hasExtension("yaml", "yml", "eyaml") && !file.below("templates")) {
      return Optional.of(data.map(this::hieraYaml).orElseGet(() -> plainYaml(file)));
    } else if (file.hasExtension("json") && !file.below("templates") && !isHidden(file)) {
      return Optional.of(data.map(this::hieraJson).orElseGet(() -> JsonCheck.of(place)));
    }
    return file.hasExtension("erb") && !file.below("files") && !file.below("spec")
        ? Optional.of(FileCheck.alone("erb", ErbCheck::check))
        : Optional.empty();
  }

  /** Files of editors and the like, whose JSON is often of a kind of its own. */
  private static boolean isHidden(SourceFile file) {
    return ("/" + file.name()).contains("/.");
  }

  private FileCheck hieraYaml(HieraRoot root) {
    return FileCheck.alone(
        "hiera yaml of " + root.module().orElse("-"),
        (text, to) -> HieraDataCheck.yaml(root, puppetVersion, text, to));
  }

  private FileCheck hieraJson(HieraRoot root) {
    return FileCheck.alone(
        "hiera json of " + root.module().orElse("-"),
        (text, to) -> HieraDataCheck.json(root, puppetVersion, text, to));
  }

  private FileContent hieraConfig(HieraRoot root, String text, Findings findings) {
    HieraConfigCheck.check(root, puppetVersion, text, findings);
    return FileContent.text(text);
  }

  private static FileContent puppetfile(String text, Findings findings) {
    findings.addAll(Puppetfile.parse(findings.file(), text).problems());
    return FileContent.text(text);
  }

  private FileContent environment(SourceFile file, String text, Findings findings) {
    String parent = RelativeNames.below(file.parent(), "");
    EnvironmentConfCheck.check(repo.tree(), parent, managed(file.parent()), text, findings);
    return FileContent.text(text);
  }

  /** What templates make need not be YAML yet. */
  private static FileCheck plainYaml(SourceFile file) {
    ReaderRules rules = file.below("files") ? ReaderRules.PAYLOAD : ReaderRules.LAYOUT;
    return FileCheck.alone(
        "yaml " + rules,
        (text, to) -> {
          ReadResult yaml = YamlReader.readAll(to.file(), text);
          to.addAll(yaml.problems(), rules);
          return FileContent.data(text, HieraDataCheck.first(yaml));
        });
  }

  /** Is it Puppet's own file of this name, and not something a module carries about? */
  static boolean isPuppets(SourceFile file, String name) {
    return file.fileName().equals(name) && NOT_PUPPETS.stream().noneMatch(file::below);
  }

  /** The directories below an environment that its Puppetfile fills. */
  private Set<String> managed(String environment) {
    Set<String> managed = new HashSet<>(Set.of(Puppetfile.DEFAULT_MODULEDIR));
    String name = RelativeNames.below(environment, "Puppetfile");
    if (repo.tree().listing().isFile(name)) {
      SourceText.read(new SourceFile(repo.tree(), name), new Findings(name))
          .map(text -> Puppetfile.parse(name, text))
          .ifPresent(puppetfile -> addDirectories(puppetfile, managed));
    }
    return managed;
  }

  private static void addDirectories(PuppetfileResult puppetfile, Set<String> managed) {
    managed.add(puppetfile.moduledir());
    for (PuppetModule module : puppetfile.modules()) {
      managed.add(RelativeNames.parent(module.path()));
    }
  }
}
