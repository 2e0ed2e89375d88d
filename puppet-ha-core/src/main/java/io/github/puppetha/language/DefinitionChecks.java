package io.github.puppetha.language;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classes, defines, functions, plans, nodes and types. */
final class DefinitionChecks {
  private static final Set<String> TYPE_NAMES =
      Set.of(
          "type",
          "any",
          "unit",
          "scalar",
          "boolean",
          "numeric",
          "integer",
          "float",
          "collection",
          "array",
          "hash",
          "tuple",
          "struct",
          "variant",
          "optional",
          "enum",
          "regexp",
          "pattern",
          "runtime",
          "init",
          "object",
          "sensitive",
          "semver",
          "semverrange",
          "string",
          "timestamp",
          "timespan",
          "typeset");

  private final Diagnostics diagnostics;
  private final PlacementChecks placement;
  private final LocationChecks locations;
  private final ParameterChecks parameters;
  private final KeyChecks keys;
  private final BlockChecks blocks;
  private final HostChecks hosts;
  private final TypeChecks types;

  DefinitionChecks(
      Diagnostics diagnostics,
      PlacementChecks placement,
      LocationChecks locations,
      ParameterChecks parameters,
      KeyChecks keys,
      BlockChecks blocks) {
    this.diagnostics = diagnostics;
    this.placement = placement;
    this.locations = locations;
    this.parameters = parameters;
    this.keys = keys;
    this.blocks = blocks;
    this.hosts = new HostChecks(diagnostics);
    this.types = new TypeChecks(diagnostics);
  }

  void hostClass(Definition.HostClass definition) {
    named(definition);
    List<Parameter> declared = definition.parameters();
    parameters.noneCapturesRest(declared, "a class");
    parameters.unique(declared);
    parameters.notReserved(declared, "a class");
    blocks.endsWithEffect(definition.body(), definition);
    keys.parameterTypes(declared);
  }

  void resourceType(Definition.ResourceType definition) {
    named(definition);
    List<Parameter> declared = definition.parameters();
    parameters.noneCapturesRest(declared, "a define");
    parameters.unique(declared);
    parameters.notReserved(declared, "a define");
    blocks.endsWithEffect(definition.body(), definition);
  }

  void function(Definition.Named definition, @Nullable Expression returnType) {
    named(definition);
    types.reference(returnType);
    parameters.unique(definition.parameters());
  }

  private void named(Definition.Named definition) {
    placement.check(definition);
    String name = definition.name();
    if (!NameForms.isDefinition(name)) {
      illegalName(definition, name, "lower case");
    }
    locations.name(definition);
    reservedTypeName(definition, name);
    if (name.equals("plan")) {
      diagnostics.add(
          Issue.FUTURE_RESERVED_WORD,
          definition,
          Labels.of(definition) + " has a name that is kept for plans; choose another");
    }
  }

  private void illegalName(Definition definition, String name, String begin) {
    diagnostics.add(
        Issue.ILLEGAL_DEFINITION_NAME,
        definition,
        Labels.of(definition)
            + " cannot be called '"
            + name
            + "': each part between '::' begins with a "
            + begin
            + " letter and goes on with letters, digits and '_'");
  }

  private void reservedTypeName(Definition definition, String name) {
    if (TYPE_NAMES.contains(name)) {
      diagnostics.add(
          Issue.RESERVED_TYPE_NAME,
          definition,
          Labels.of(definition) + " has the name of one of Puppet's own types; choose another");
    }
  }

  void typeAlias(Definition.TypeAlias alias) {
    placement.check(alias);
    if (!NameForms.isTypeDefinition(alias.name())) {
      illegalName(alias, alias.name(), "capital");
    }
    reservedTypeName(alias, alias.name());
    types.reference(alias.type());
  }

  void typeMapping(Definition.TypeMapping mapping) {
    placement.check(mapping);
    types.mapping(mapping);
  }

  void typeDefinition(Definition.TypeDefinition definition) {
    placement.check(definition);
    reservedTypeName(definition, definition.name());
    types.definition(definition);
  }

  void node(Definition.NodeDefinition node) {
    hosts.check(node.hosts());
    placement.check(node);
    blocks.endsWithEffect(node.body(), node);
    Expression parent = node.parent();
    if (parent != null) {
      diagnostics.add(
          Issue.ILLEGAL_NODE_INHERITANCE,
          parent,
          "a node cannot inherit from another; put what they share in a class");
    }
  }

  void lambda(Call.Lambda lambda) {
    parameters.lastCapturesRest(lambda.parameters());
    types.reference(lambda.returnType());
  }

  /** A template's parameters are those of the lambda around it. */
  void template(@Nullable Object around) {
    if (around instanceof Call.Lambda lambda) {
      parameters.noneCapturesRest(lambda.parameters(), "a template");
      parameters.unique(lambda.parameters());
    }
  }
}
