package io.github.puppetha.validate.internal;

import io.github.puppetha.language.Call;
import io.github.puppetha.language.Expression;
import io.github.puppetha.language.Literal;
import io.github.puppetha.language.Name;
import io.github.puppetha.language.Node;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What calls of functions name. */
final class Calls {
  private final Uses uses;
  private final Consumer<Node> visitor;

  Calls(Uses uses, Consumer<Node> visitor) {
    this.uses = uses;
    this.visitor = visitor;
  }

  /** A call and its arguments, but not its lambda. */
  void function(Call.FunctionCall call) {
    List<Expression> arguments = call.arguments();
    if (!(call.functor() instanceof Name.QualifiedName functor)) {
      visitor.accept(call.functor());
      arguments.forEach(visitor);
      return;
    }
    String name = Scopes.plain(functor.value());
    uses.name(UseKind.FUNCTION, name, functor);
    if (name.equals("defined")) {
      arguments.forEach(uses::ask);
      arguments.stream().filter(argument -> !isNamed(argument)).forEach(visitor);
      return;
    }
    special(name, arguments, call);
    arguments.forEach(visitor);
  }

  private static boolean isNamed(Expression argument) {
    return Uses.word(argument).isPresent() || Values.of(argument) instanceof Value.Type;
  }

  /** {@code $a.f(1)}. */
  void method(Call.MethodCall call) {
    String name = Scopes.plain(call.functor().right().value());
    uses.name(UseKind.FUNCTION, name, afterDot(call.functor().right()));
    if (name.equals("lookup") || name.equals("include") || name.equals("contain")) {
      special(name, List.of(call.functor().left()), call);
    } else if (name.equals("defined")) {
      uses.ask(call.functor().left());
    }
  }

  /** The name alone; Puppet places it at the dot. */
  private static Name afterDot(Name.QualifiedName name) {
    return new Name.QualifiedName(name.value(), name.end() - name.value().length(), name.end());
  }

  private void special(String name, List<Expression> arguments, Node call) {
    if (arguments.isEmpty()) {
      return;
    }
    Expression first = arguments.get(0);
    switch (name) {
      case "include", "contain", "require" ->
          arguments.forEach(argument -> uses.classes(UseKind.CLASS, argument));
      case "template" -> arguments.forEach(a -> uses.alternatives(UseKind.TEMPLATE, List.of(a), a));
      case "epp" -> uses.alternatives(UseKind.EPP, List.of(first), first);
      case "file" -> uses.alternatives(UseKind.FILE, arguments, call);
      case "lookup", "hiera", "hiera_array", "hiera_hash", "hiera_include" -> lookup(first);
      case "create_resources", "ensure_resource", "ensure_resources" ->
          Optional.of(first)
              .flatMap(Uses::word)
              .filter(type -> !type.matches("@{0,2}class"))
              .ifPresent(type -> uses.name(UseKind.RESOURCE, type.replace("@", ""), first));
      default -> {}
    }
  }

  private void lookup(Expression key) {
    if (key instanceof Literal.LiteralHash hash) {
      hash.entries().stream()
          .filter(entry -> Uses.word(entry.key()).filter("name"::equals).isPresent())
          .forEach(entry -> uses.lookup(entry.value()));
    } else {
      uses.lookup(key);
    }
  }
}
