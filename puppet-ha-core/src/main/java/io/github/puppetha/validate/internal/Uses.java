package io.github.puppetha.validate.internal;

import io.github.puppetha.language.Expression;
import io.github.puppetha.language.Lines;
import io.github.puppetha.language.Literal;
import io.github.puppetha.language.Name;
import io.github.puppetha.language.Node;
import io.github.puppetha.language.Operation;
import io.github.puppetha.language.Text;
import io.github.puppetha.validate.internal.FileFacts.Use;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names in a file of things that may be defined elsewhere. */
final class Uses {
  static final String URL = "puppet:///modules/";

  private final Lines lines;
  private final List<Use> uses = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private int guards;
  private int questions;

  Uses(Lines lines) {
    this.lines = lines;
  }

  void add(UseKind kind, String name, Node at) {
    uses.add(new Use(kind, name, lines.range(at.start(), at.end()), guarded()));
  }

  /** A class, type or function, unless Puppet itself has it. */
  void name(UseKind kind, String written, Node at) {
    String name = Scopes.plain(written);
    if (!name.isEmpty() && !Character.isDigit(name.charAt(0)) && !isBuiltin(kind, name)) {
      add(kind, name, at);
    }
  }

  private static boolean isBuiltin(UseKind kind, String name) {
    Builtin builtin = Builtin.get();
    return switch (kind) {
      case FUNCTION -> builtin.isFunction(name) && !builtin.isDeprecated(name);
      case TYPE -> builtin.isDataType(name) || builtin.isResourceType(name);
      case RESOURCE -> builtin.isResourceType(name) || name.equals("class");
      default -> false;
    };
  }

  /** Classes among the arguments of {@code include} and the like, or titles of {@code class}. */
  void classes(UseKind kind, Expression expression) {
    Optional<String> word = word(expression);
    if (word.isPresent()) {
      name(kind, word.get(), expression);
    } else if (expression instanceof Literal.LiteralList list) {
      list.values().forEach(value -> classes(kind, value));
    } else {
      classReferences(kind, expression);
    }
  }

  /** {@code Class['a']}, also several, in a list or not. */
  void classReferences(UseKind kind, Expression expression) {
    if (expression instanceof Literal.LiteralList list) {
      list.values().forEach(value -> classReferences(kind, value));
    } else if (expression instanceof Operation.Access access
        && access.left() instanceof Name.QualifiedReference reference
        && reference.value().equals("class")) {
      for (Expression key : access.keys()) {
        word(key).ifPresent(name -> name(kind, name, key));
      }
    }
  }

  /** Texts of which the first that names something counts; nothing when not all can be told. */
  void alternatives(UseKind kind, List<Expression> expressions, Node at) {
    List<String> names = new ArrayList<>();
    for (Expression expression : expressions) {
      if (expression instanceof Literal.LiteralList list) {
        alternatives(kind, list.values(), list);
        return;
      }
      Optional<String> word = word(expression);
      if (word.isEmpty()) {
        return;
      }
      names.add(word.get());
    }
    if (!names.isEmpty() && names.stream().noneMatch(name -> name.contains("\n"))) {
      add(kind, String.join("\n", names), at);
    }
  }

  /** A key to look up, or several, or one of which only the beginning is known. */
  void lookup(Expression key) {
    if (key instanceof Literal.LiteralList list) {
      list.values().forEach(this::lookup);
      return;
    }
    Optional<String> word = word(key);
    if (word.isPresent()) {
      add(UseKind.LOOKUP, word.get().startsWith("::") ? word.get().substring(2) : word.get(), key);
    } else {
      boolean begins =
          key instanceof Text.ConcatenatedString text
              && text.segments().get(0) instanceof Literal.LiteralString;
      String prefix =
          begins
              ? ((Literal.LiteralString) ((Text.ConcatenatedString) key).segments().get(0)).value()
              : "";
      add(UseKind.LOOKUP_PREFIX, prefix, key);
    }
  }

  /** A string or a word, when it is known. */
  static Optional<String> word(Expression expression) {
    if (expression instanceof Literal.LiteralString string) {
      return Optional.of(string.value());
    } else if (expression instanceof Name.QualifiedName name) {
      return Optional.of(name.value());
    }
    return Optional.empty();
  }

  /** The code asks if something is there, so it may be missing. */
  void ask(Expression what) {
    questions++;
    Optional<String> word = word(what);
    if (word.isPresent()) {
      asked.add(word.get().toLowerCase(Locale.ROOT).replaceFirst("^\\$?(::)?", ""));
    } else if (what instanceof Name.QualifiedReference reference) {
      asked.add(reference.value());
    } else if (what instanceof Operation.Access access) {
      ask(access.left());
      access.keys().forEach(this::ask);
    }
  }

  /** The code asks for a version. */
  void askVersion() {
    questions++;
  }

  /** How many questions there were so far. */
  int questions() {
    return questions;
  }

  /** What follows depends on an answer. */
  void guard() {
    guards++;
  }

  void unguard() {
    guards--;
  }

  boolean guarded() {
    return guards > 0;
  }

  boolean asked(String name) {
    return asked.contains(name);
  }

  List<Use> uses() {
    return uses.stream()
        .map(
            use ->
                asked.contains(use.name())
                    ? new Use(use.kind(), use.name(), use.range(), true)
                    : use)
        .toList();
  }
}
