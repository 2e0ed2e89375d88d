package io.github.puppetha.validate;

import io.github.puppetha.conf.MachineConf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configurations of machines that lie in a tree, each file with the others of its machine. */
final class MachineFiles {
  private final SourceTree tree;
  private final int puppetVersion;
  private final Map<String, List<String>> byMachine = new HashMap<>();

  MachineFiles(SourceTree tree, int puppetVersion) {
    this.tree = tree;
    this.puppetVersion = puppetVersion;
    for (String name : tree.listing().files()) {
      if (name.endsWith(".conf") || name.endsWith(".cfg") || name.endsWith(".nft")) {
        MachineConf.machineOf(name)
            .ifPresent(m -> byMachine.computeIfAbsent(m, key -> new ArrayList<>()).add(name));
      }
    }
  }

  /** Is it a file of a machine, and not one that is yet to be made or only an example? */
  boolean holds(SourceFile file) {
    return MachineConf.machineOf(file.name()).isPresent()
        && !file.below("templates")
        && !file.below("spec")
        && !file.below("examples");
  }

  /** Adds what is wrong in this file. */
  FileContent check(SourceFile file, String text, Findings findings) {
    MachineConf.Builder machine = MachineConf.builder(puppetVersion).file(file.name(), text);
    for (String name :
        byMachine.getOrDefault(MachineConf.machineOf(file.name()).orElse(""), List.of())) {
      if (!name.equals(file.name())) {
        SourceText.read(new SourceFile(tree, name), new Findings(name))
            .ifPresent(other -> machine.file(name, other));
      }
    }
    findings.addAll(
        machine.build().problems().stream().filter(p -> p.file().equals(file.name())).toList());
    return FileContent.text(text);
  }
}
