package io.github.puppetha.validate;

import io.github.puppetha.SourceRange;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Tree;
import java.util.List;
import java.util.Optional;

/**
 * What a metadata.json tells to others.
 *
 * @param name {@code owner-name}; empty when it has none
 * @param version its version; empty when it has none
 * @param dependencies the modules it needs
 */
record ModuleMetadata(
    Optional<String> name, Optional<String> version, List<Dependency> dependencies) {
  private static final ModuleMetadata NONE =
      new ModuleMetadata(Optional.empty(), Optional.empty(), List.of());

  /**
   * A module that another one needs.
   *
   * @param owner who published it
   * @param module its name in Puppet code
   * @param requirement which versions will do, when that is said
   * @param range where its name stands
   * @param requirementRange where the versions stand, or its name
   */
  record Dependency(
      String owner,
      String module,
      Optional<String> requirement,
      SourceRange range,
      SourceRange requirementRange) {}

  /** Reads a file; one that is missing or cannot be read tells nothing. */
  static ModuleMetadata read(SourceTree tree, String name) {
    if (!tree.exists(name)) {
      return NONE;
    }
    return SourceText.read(new SourceFile(tree, name), new Findings(name))
        .flatMap(text -> JsonReader.read(name, text).root())
        .filter(Tree.MapNode.class::isInstance)
        .map(root -> of((Tree.MapNode) root))
        .orElse(NONE);
  }

  private static ModuleMetadata of(Tree.MapNode root) {
    List<Dependency> dependencies =
        root.get("dependencies").stream()
            .filter(Tree.ListNode.class::isInstance)
            .flatMap(list -> ((Tree.ListNode) list).items().stream())
            .filter(Tree.MapNode.class::isInstance)
            .flatMap(item -> dependency((Tree.MapNode) item).stream())
            .toList();
    return new ModuleMetadata(
        Yaml.string(root, "name"), Yaml.string(root, "version"), dependencies);
  }

  private static Optional<Dependency> dependency(Tree.MapNode item) {
    Optional<Tree.Scalar> name =
        item.get("name").flatMap(Yaml::string).filter(n -> n.text().matches(MetadataCheck.NAME));
    Optional<Tree.Scalar> requirement = item.get("version_requirement").flatMap(Yaml::string);
    return name.map(
        n -> {
          String[] parts = n.text().split("[-/]", 2);
          return new Dependency(
              parts[0],
              parts[1],
              requirement.map(Tree.Scalar::text),
              n.range(),
              requirement.map(Tree.Scalar::range).orElse(n.range()));
        });
  }
}
