package io.github.puppetha.validate;

import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.Puppetfile;
import io.github.puppetha.code.PuppetfileResult;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows what each file is, and has it checked as that. */
final class Sources {
  private static final Set<String> MODULE_DIRECTORIES =
      Set.of("modules", "site", "site-modules", "dist");
  private static final Set<String> NOT_PUPPETS = Set.of("files", "templates", "spec", "examples");

  private final SourceTree tree;
  private final int puppetVersion;
  private final Map<String, SourceFile> files;
  private final List<HieraRoot> roots = new ArrayList<>();
  private final Map<String, Findings> hieraFindings = new HashMap<>();

  Sources(SourceTree tree, int puppetVersion, List<SourceFile> files) {
    this.tree = tree;
    this.puppetVersion = puppetVersion;
    this.files = files.stream().collect(Collectors.toMap(SourceFile::name, file -> file));
    files.stream()
        .filter(file -> isPuppets(file, "hiera.yaml") && isRoot(file.parent()))
        .forEach(this::hieraConfig);
    if (!this.files.containsKey("hiera.yaml")) {
      roots.add(root("").withDatadirs(HieraRoot.DEFAULT_DATADIRS));
    }
  }

  /** Checks one file; false when it is of no kind that is checked. */
  boolean check(SourceFile file, Findings findings) {
    if (hieraFindings.containsKey(file.name())) {
      findings.addAll(hieraFindings.get(file.name()).problems());
      return true;
    }
    Optional<Check> check = checkOf(file);
    check.ifPresent(
        c -> SourceText.read(file, findings).ifPresent(text -> c.check(text, findings)));
    return check.isPresent();
  }

  private interface Check {
    void check(String text, Findings findings);
  }

  private Optional<Check> checkOf(SourceFile file) {
    if (isPuppets(file, "metadata.json")) {
      return Optional.of((text, to) -> MetadataCheck.check(puppetVersion, text, to));
    } else if (isPuppets(file, "Puppetfile")) {
      return Optional.of((text, to) -> to.addAll(Puppetfile.parse(to.file(), text).problems()));
    } else if (isPuppets(file, "environment.conf")) {
      String parent = RelativeNames.below(file.parent(), "");
      Set<String> managed = managed(file.parent());
      return Optional.of((text, to) -> EnvironmentConfCheck.check(tree, parent, managed, text, to));
    }
    Optional<HieraRoot> data = roots.stream().filter(root -> root.holdsData(file)).findFirst();
    if (file.hasExtension("yaml", "yml", "eyaml") && !isTemplate(file)) {
      return Optional.of(
          data.<Check>map(root -> (text, to) -> HieraDataCheck.yaml(root, puppetVersion, text, to))
              .orElse((text, to) -> plainYaml(file, text, to)));
    }
    return file.hasExtension("json")
        ? data.map(root -> (text, to) -> HieraDataCheck.json(root, puppetVersion, text, to))
        : Optional.empty();
  }

  /** What templates make need not be YAML yet. */
  private static boolean isTemplate(SourceFile file) {
    return file.below("templates");
  }

  private static void plainYaml(SourceFile file, String text, Findings findings) {
    ReadResult yaml = YamlReader.readAll(file.name(), text);
    findings.addAll(
        yaml.problems(), file.below("files") ? ReaderRules.PAYLOAD : ReaderRules.LAYOUT);
  }

  /** Is it Puppet's own file of this name, and not something a module carries about? */
  private static boolean isPuppets(SourceFile file, String name) {
    return file.fileName().equals(name) && NOT_PUPPETS.stream().noneMatch(file::below);
  }

  /** Is a directory one where Puppet looks for hiera.yaml: an environment's or a module's? */
  private boolean isRoot(String name) {
    return name.isEmpty()
        || module(name).isPresent()
        || files.containsKey(name + "/environment.conf")
        || files.containsKey(name + "/Puppetfile")
        || RelativeNames.last(RelativeNames.parent(name)).equals("environments");
  }

  private void hieraConfig(SourceFile file) {
    Findings findings = new Findings(file.name());
    HieraRoot root = root(file.parent());
    Optional<HieraRoot> checked =
        SourceText.read(file, findings).map(text -> HieraConfigCheck.check(root, text, findings));
    roots.add(checked.orElse(root));
    hieraFindings.put(file.name(), findings);
  }

  private HieraRoot root(String name) {
    return new HieraRoot(tree, name, module(name), List.of());
  }

  /** The name of the module that a directory is; empty when it is an environment. */
  private Optional<String> module(String name) {
    String prefix = name.isEmpty() ? "" : name + "/";
    SourceFile metadata = files.get(prefix + "metadata.json");
    if (files.containsKey(prefix + "environment.conf")
        || files.containsKey(prefix + "Puppetfile")) {
      return Optional.empty();
    }
    if (metadata != null) {
      Optional<String> text = SourceText.read(metadata, new Findings(metadata.name()));
      return text.flatMap(MetadataCheck::moduleName).or(() -> Optional.of(directoryName(name)));
    }
    int slash = name.lastIndexOf('/');
    boolean inModules =
        slash > 0 && MODULE_DIRECTORIES.contains(RelativeNames.last(name.substring(0, slash)));
    return inModules ? Optional.of(RelativeNames.last(name)) : Optional.empty();
  }

  /** By its directory, without an owner before it. */
  private String directoryName(String name) {
    String last = RelativeNames.last(name.isEmpty() ? tree.description() : name);
    return last.substring(last.lastIndexOf('-') + 1);
  }

  /** The directories below an environment that its Puppetfile fills. */
  private Set<String> managed(String environment) {
    Set<String> managed = new HashSet<>(Set.of(Puppetfile.DEFAULT_MODULEDIR));
    SourceFile file = files.get(environment.isEmpty() ? "Puppetfile" : environment + "/Puppetfile");
    if (file != null) {
      SourceText.read(file, new Findings(file.name()))
          .map(text -> Puppetfile.parse(file.name(), text))
          .ifPresent(puppetfile -> addDirectories(puppetfile, managed));
    }
    return managed;
  }

  private static void addDirectories(PuppetfileResult puppetfile, Set<String> managed) {
    managed.add(puppetfile.moduledir());
    for (PuppetModule module : puppetfile.modules()) {
      managed.add(module.path().substring(0, Math.max(0, module.path().lastIndexOf('/'))));
    }
  }
}
