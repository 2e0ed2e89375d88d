package io.github.puppetha.validate.internal;

import io.github.puppetha.language.Expression;
import io.github.puppetha.language.Lines;
import io.github.puppetha.language.Literal;
import io.github.puppetha.language.Name;
import io.github.puppetha.language.Node;
import io.github.puppetha.language.Operation;
import io.github.puppetha.language.Resource;
import io.github.puppetha.language.ResourceBody;
import io.github.puppetha.language.ResourceOperation;
import io.github.puppetha.validate.internal.FileFacts.Argument;
import io.github.puppetha.validate.internal.FileFacts.Declared;
import io.github.puppetha.validate.internal.FileFacts.Form;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What declarations of resources name and say. */
final class Resources {
  private static final Set<String> RELATIONS = Set.of("require", "before", "notify", "subscribe");

  private final Lines lines;
  private final Uses uses;
  private final Consumer<Node> visitor;
  private final List<Declared> declarations = new ArrayList<>();

  Resources(Lines lines, Uses uses, Consumer<Node> visitor) {
    this.lines = lines;
    this.uses = uses;
    this.visitor = visitor;
  }

  List<Declared> declarations() {
    return declarations;
  }

  void visit(Resource resource) {
    if (resource instanceof Resource.ResourceExpression expression) {
      expression(expression);
    } else if (resource instanceof Resource.ResourceDefaults defaults) {
      visitor.accept(defaults.typeRef());
      attributes(defaults.typeRef(), defaults.operations());
    } else if (resource instanceof Resource.ResourceOverride override) {
      visitor.accept(override.resources());
      if (override.resources() instanceof Operation.Access access) {
        attributes(access.left(), override.operations());
      } else {
        operations(override.operations());
      }
    } else if (resource instanceof Resource.Collector collector) {
      visitor.accept(collector.type());
      visitor.accept(collector.query());
      attributes(collector.type(), collector.operations());
    }
  }

  private void attributes(Expression type, List<ResourceOperation> operations) {
    operations(operations);
    if (type instanceof Name.QualifiedReference reference && !reference.value().equals("class")) {
      declare(Form.ATTRIBUTES, reference.value(), "", operations, type);
    }
  }

  private void expression(Resource.ResourceExpression expression) {
    Optional<String> type = Uses.word(expression.typeName()).map(Scopes::plain);
    if (type.isPresent()) {
      uses.name(UseKind.RESOURCE, type.get(), expression.typeName());
    } else {
      visitor.accept(expression.typeName());
      type =
          expression.typeName() instanceof Name.QualifiedReference reference
              ? Optional.of(reference.value())
              : Optional.empty();
    }
    for (ResourceBody body : expression.bodies()) {
      visitor.accept(body.title());
      operations(body.operations());
      if (type.isPresent()) {
        body(type.get(), body);
      }
    }
  }

  private void body(String type, ResourceBody body) {
    if (!type.equals("class")) {
      if (!(body.title() instanceof Literal.LiteralDefault)) {
        declare(Form.RESOURCE, type, "", body.operations(), body.title());
      } else {
        declare(Form.ATTRIBUTES, type, "", body.operations(), body.title());
      }
      return;
    }
    List<Expression> titles =
        body.title() instanceof Literal.LiteralList list ? list.values() : List.of(body.title());
    for (Expression title : titles) {
      uses.classes(UseKind.CLASS, title);
      Uses.word(title)
          .ifPresent(
              name ->
                  declare(Form.RESOURCE, "class", Scopes.plain(name), body.operations(), title));
    }
  }

  private void operations(List<ResourceOperation> operations) {
    for (ResourceOperation operation : operations) {
      if (operation instanceof ResourceOperation.Attribute attribute
          && RELATIONS.contains(attribute.name())) {
        uses.classReferences(UseKind.CLASS_REFERENCE, attribute.value());
      }
      visitor.accept(operation.value());
    }
  }

  private void declare(
      Form form, String type, String name, List<ResourceOperation> operations, Node at) {
    Builtin builtin = Builtin.get();
    Optional<Set<String>> known = builtin.attributes(type);
    List<Argument> arguments = new ArrayList<>();
    boolean open = false;
    for (ResourceOperation operation : operations) {
      if (!(operation instanceof ResourceOperation.Attribute attribute)) {
        open = true;
      } else if (known.isEmpty()) {
        arguments.add(argument(attribute));
      } else if (!known.get().contains(attribute.name())
          && !builtin.isMetaparameter(attribute.name())) {
        uses.add(UseKind.ATTRIBUTE, type + " " + attribute.name(), attributeName(attribute));
      }
    }
    if (known.isEmpty() && !builtin.isResourceType(type)) {
      declarations.add(
          new Declared(
              form, type, name, List.copyOf(arguments), open, lines.range(at.start(), at.end())));
    }
  }

  private Argument argument(ResourceOperation.Attribute attribute) {
    Node name = attributeName(attribute);
    return new Argument(
        attribute.name(),
        Values.of(attribute.value()),
        lines.range(name.start(), name.end()),
        lines.range(attribute.value().start(), attribute.value().end()));
  }

  /** The name alone, as a node with a place. */
  private static Node attributeName(ResourceOperation.Attribute attribute) {
    int start = attribute.offset();
    return new Name.QualifiedName(attribute.name(), start, start + attribute.name().length());
  }
}
