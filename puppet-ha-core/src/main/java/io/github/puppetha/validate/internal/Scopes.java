package io.github.puppetha.validate.internal;

import io.github.puppetha.SourceRange;
import io.github.puppetha.language.Expression;
import io.github.puppetha.language.Lines;
import io.github.puppetha.language.Literal;
import io.github.puppetha.language.Name;
import io.github.puppetha.language.Node;
import io.github.puppetha.language.Parameter;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Definitions of a file, and which variables are set where they are read. */
final class Scopes {
  private static final Value ANY = Value.ANY;

  private final Lines lines;
  private final List<@Nullable Defined> definitions = new ArrayList<>();
  private final List<Read> reads = new ArrayList<>();
  private @Nullable Scope scope;

  Scopes(Lines lines) {
    this.lines = lines;
  }

  /** Where variables are set: a definition, or a lambda in one. */
  private static final class Scope {
    final @Nullable Scope caller;
    final @Nullable Scope around;
    final int definition;
    final Set<String> names = new HashSet<>();
    final List<Pending> pending = new ArrayList<>();

    Scope(@Nullable Scope caller, @Nullable Scope around, int definition) {
      this.caller = caller;
      this.around = around;
      this.definition = definition;
    }
  }

  private record Pending(String name, int start, int end, boolean guarded) {}

  private Scope scope() {
    if (scope == null) {
      throw new IllegalStateException("no scope");
    }
    return scope;
  }

  /** A definition begins; its variables are its own. */
  void define() {
    definitions.add(null);
    scope = new Scope(scope, null, definitions.size() - 1);
  }

  /** A lambda begins; it sees what is around it. */
  void lambda() {
    scope = new Scope(scope, scope(), scope().definition);
  }

  void set(String name) {
    scope().names.add(name);
  }

  /** What stands left of an equals sign. */
  void assign(Expression left) {
    if (left instanceof Name.Variable variable) {
      set(variable.name());
    } else if (left instanceof Literal.LiteralList list) {
      list.values().forEach(this::assign);
    }
  }

  void read(Name.Variable variable, boolean guarded) {
    String name = variable.name();
    if (!name.isEmpty() && !Character.isDigit(name.charAt(0))) {
      scope().pending.add(new Pending(name, variable.offset(), variable.end(), guarded));
    }
  }

  /** The lambda ends. */
  void endLambda() {
    Scope ended = end();
    Scope around = ended.around;
    for (Pending read : ended.pending) {
      if (around != null && !ended.names.contains(read.name())) {
        around.pending.add(read);
      }
    }
  }

  /** The file ends. */
  void endFile(Kind kind, List<Parameter> parameters, @Nullable Node code) {
    endDefinition(kind, "", "", parameters, Value.UNKNOWN, code == null ? 0 : code.start());
    Defined top = definitions.get(0);
    if (code != null && top != null) {
      definitions.set(
          0,
          new Defined(
              kind, "", "", top.parameters(), top.variables(), top.type(), true, top.range()));
    }
  }

  /** The definition ends. */
  void endDefinition(
      Kind kind, String name, String parent, List<Parameter> of, Value type, int at) {
    Scope ended = end();
    for (Pending read : ended.pending) {
      if (!ended.names.contains(read.name()) && !Builtin.get().isVariable(read.name())) {
        SourceRange range = lines.range(read.start(), read.end());
        reads.add(new Read(read.name(), range, ended.definition, read.guarded()));
      }
    }
    List<FileFacts.Parameter> parameters = of.stream().map(Scopes::parameter).toList();
    List<String> variables = ended.names.stream().sorted().toList();
    SourceRange range = SourceRange.at(lines.line(at), lines.column(at));
    Defined defined =
        new Defined(kind, plain(name), plain(parent), parameters, variables, type, false, range);
    definitions.set(ended.definition, defined);
  }

  private Scope end() {
    Scope ended = scope();
    scope = ended.caller;
    return ended;
  }

  private static FileFacts.Parameter parameter(Parameter parameter) {
    Expression type = parameter.type();
    boolean required = parameter.value() == null && !parameter.capturesRest();
    return new FileFacts.Parameter(
        parameter.name(), type == null ? ANY : Values.of(type), required);
  }

  /** As Puppet looks names up. */
  static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("::") ? lower.substring(2) : lower;
  }

  List<Defined> definitions() {
    List<Defined> all = new ArrayList<>();
    for (Defined defined : definitions) {
      if (defined == null) {
        throw new IllegalStateException("a definition did not end");
      }
      all.add(defined);
    }
    return List.copyOf(all);
  }

  List<Read> reads() {
    return List.copyOf(reads);
  }
}
