package io.github.puppetha.language;

import io.github.puppetha.language.Call.Lambda;
import io.github.puppetha.language.Definition.Function;
import io.github.puppetha.language.Definition.HostClass;
import io.github.puppetha.language.Definition.NodeDefinition;
import io.github.puppetha.language.Definition.Plan;
import io.github.puppetha.language.Definition.ResourceType;
import io.github.puppetha.language.Definition.TypeAlias;
import io.github.puppetha.language.Definition.TypeDefinition;
import io.github.puppetha.language.Definition.TypeMapping;
import io.github.puppetha.language.Literal.LiteralDefault;
import io.github.puppetha.language.Literal.LiteralHash;
import io.github.puppetha.language.Literal.LiteralString;
import io.github.puppetha.language.Name.QualifiedName;
import io.github.puppetha.language.Name.QualifiedReference;
import io.github.puppetha.language.Operation.Access;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes, defines, functions, plans, nodes, types, lambdas, and their parameters. */
final class Definitions {
  private final Parser in;

  /** The names of the classes around, joined. */
  private String namespace = "";

  Definitions(Parser in) {
    this.in = in;
  }

  /** Outside of all classes again, after an error. */
  void restart() {
    namespace = "";
  }

  Expression hostClass() throws SyntaxError {
    int start = in.start(in.next());
    String given = in.value(className());
    String outer = namespace;
    String name = qualified(given);
    namespace = stacked(given);
    List<Parameter> parameters = parameters();
    String parent = null;
    if (in.skip(TokenKind.INHERITS)) {
      parent = in.value(in.kind() == TokenKind.DEFAULT ? in.next() : className());
    }
    Expression body = in.bracedBody(start);
    namespace = outer;
    return new HostClass(name, parameters, parent, body, start, in.lastEnd());
  }

  /** Puppet takes away the colons before a class around, though not those of a class alone. */
  private String qualified(String name) {
    String whole = stacked(name);
    return namespace.startsWith("::") ? whole.substring(2) : whole;
  }

  private String stacked(String name) {
    return namespace.isEmpty() ? name : namespace + "::" + name;
  }

  Expression resourceType() throws SyntaxError {
    int start = in.start(in.next());
    String name = qualified(in.value(className()));
    List<Parameter> parameters = parameters();
    Expression body = in.bracedBody(start);
    return new ResourceType(name, parameters, body, start, in.lastEnd());
  }

  Expression plan() throws SyntaxError {
    int start = in.start(in.next());
    String given = in.value(className());
    String outer = namespace;
    String name = qualified(given);
    namespace = stacked(given);
    List<Parameter> parameters = parameters();
    Expression body = in.bracedBody(start);
    namespace = outer;
    return new Plan(name, parameters, body, start, in.lastEnd());
  }

  Expression function() throws SyntaxError {
    int start = in.start(in.next());
    String name = in.value(className());
    List<Parameter> parameters = parameters();
    Expression returnType = returnType();
    Expression body = in.bracedBody(start);
    return new Function(name, parameters, returnType, body, start, in.lastEnd());
  }

  Expression apply() throws SyntaxError {
    int start = in.start(in.next());
    in.expect(TokenKind.LPAREN);
    List<Expression> arguments = in.expressions.arguments(TokenKind.RPAREN);
    in.expect(TokenKind.RPAREN);
    Control.Block body = in.bracedBody(start);
    List<Expression> statements = body == null ? List.of() : body.statements();
    Call.ApplyBlock block = new Call.ApplyBlock(statements, start, in.lastEnd());
    return new Call.Apply(arguments, block, start, in.lastEnd());
  }

  /** The name of a definition; gives its token. */
  private int className() throws SyntaxError {
    int token = in.position();
    return switch (in.kind()) {
      case NAME, WORD, CLASSREF -> in.next();
      case CLASS ->
          throw new SyntaxError(
              Issue.ERROR, in.start(), in.end(token), "'class' is a keyword, and no name");
      case STRING ->
          throw new SyntaxError(
              Issue.ERROR, in.start(), in.end(token), "a name must stand here without quotes");
      default -> throw in.unexpected();
    };
  }

  /** {@code ($a, $b = 1)}, or nothing. */
  private List<Parameter> parameters() throws SyntaxError {
    if (in.kind() != TokenKind.LPAREN && in.kind() != TokenKind.WSLPAREN) {
      return List.of();
    }
    in.next();
    if (in.skip(TokenKind.RPAREN)) {
      return List.of();
    }
    List<Parameter> parameters = someParameters();
    in.expect(TokenKind.RPAREN);
    return parameters;
  }

  /** {@code |$a, $b = 1|}, at its first bar. */
  List<Parameter> pipedParameters() throws SyntaxError {
    in.expect(TokenKind.PIPE);
    if (in.skip(TokenKind.PIPE)) {
      return List.of();
    }
    List<Parameter> parameters = someParameters();
    in.expect(TokenKind.PIPE);
    return parameters;
  }

  private List<Parameter> someParameters() throws SyntaxError {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(parameter());
    while (in.skip(TokenKind.COMMA)) {
      switch (in.kind()) {
        case VARIABLE, TIMES, CLASSREF -> parameters.add(parameter());
        default -> {
          return parameters;
        }
      }
    }
    return parameters;
  }

  private Parameter parameter() throws SyntaxError {
    Expression type = in.kind() == TokenKind.CLASSREF ? type() : null;
    boolean rest = in.skip(TokenKind.TIMES);
    int token = in.expect(TokenKind.VARIABLE);
    Expression value = in.skip(TokenKind.EQUALS) ? in.expressions.expression() : null;
    return new Parameter(in.value(token), type, value, rest, in.start(token), in.lastEnd());
  }

  /** {@code Type} or {@code Type[arguments]}. */
  private Expression type() throws SyntaxError {
    QualifiedReference name = typeName();
    if (!in.skip(TokenKind.LBRACK)) {
      return name;
    }
    List<Expression> keys = in.expressions.accessArguments(false);
    int end = in.end(in.expect(TokenKind.RBRACK));
    return new Access(name, keys, name.offset(), end);
  }

  private QualifiedReference typeName() throws SyntaxError {
    int token = in.expect(TokenKind.CLASSREF);
    return new QualifiedReference(in.value(token), in.start(token), in.end(token));
  }

  private @Nullable Expression returnType() throws SyntaxError {
    return in.skip(TokenKind.RSHIFT) ? type() : null;
  }

  Lambda lambda() throws SyntaxError {
    int start = in.start();
    List<Parameter> parameters = pipedParameters();
    Expression returnType = returnType();
    Expression body = in.bracedBody(start);
    return new Lambda(parameters, returnType, body, start, in.lastEnd());
  }

  Expression node() throws SyntaxError {
    int start = in.start(in.next());
    List<Expression> hosts = new ArrayList<>(1);
    hosts.add(host());
    while (in.kind() == TokenKind.COMMA && startsHost(in.kind(1))) {
      in.next();
      hosts.add(host());
    }
    in.skip(TokenKind.COMMA);
    Expression parent = in.skip(TokenKind.INHERITS) ? host() : null;
    Expression body = in.bracedBody(start);
    return new NodeDefinition(hosts, parent, body, start, in.lastEnd());
  }

  private static boolean startsHost(TokenKind kind) {
    return switch (kind) {
      case NAME, NUMBER, STRING, WORD, DQPRE, HEREDOC, DEFAULT, REGEX -> true;
      default -> false;
    };
  }

  private Expression host() throws SyntaxError {
    return switch (in.kind()) {
      case NAME, NUMBER -> dottedName();
      case DEFAULT -> {
        int token = in.next();
        yield new LiteralDefault(in.start(token), in.end(token));
      }
      case STRING, WORD, DQPRE, HEREDOC, REGEX -> in.primaries.text();
      default -> throw in.unexpected();
    };
  }

  private Expression dottedName() throws SyntaxError {
    int first = in.next();
    StringBuilder name = new StringBuilder(in.value(first));
    while (in.skip(TokenKind.DOT)) {
      if (in.kind() != TokenKind.NAME && in.kind() != TokenKind.NUMBER) {
        throw in.unexpected();
      }
      name.append('.').append(in.value(in.next()));
    }
    return new LiteralString(name.toString(), in.start(first), in.lastEnd());
  }

  /** {@code type A = B} or {@code type A { … }}. */
  Expression typeAlias() throws SyntaxError {
    int keyword = in.next();
    if (in.kind() == TokenKind.CLASSREF
        && (in.kind(1) == TokenKind.LBRACE || in.kind(1) == TokenKind.INHERITS)) {
      return typeDefinition(in.start(keyword));
    }
    Expression left = type();
    in.expect(TokenKind.EQUALS);
    Expression right = aliased(left instanceof QualifiedReference, left.offset());
    int end = in.lastEnd();
    return left instanceof QualifiedReference name
        ? new TypeAlias(name.casedValue(), typeOf(right), left.offset(), end)
        : new TypeMapping(left, right, left.offset(), end);
  }

  private Expression aliased(boolean alias, int offset) throws SyntaxError {
    return switch (in.kind()) {
      case LBRACE -> in.primaries.hash();
      case LBRACK, LISTSTART -> in.primaries.array();
      default -> {
        QualifiedReference name = typeName();
        if (in.kind() == TokenKind.LBRACE) {
          LiteralHash hash = in.primaries.hash();
          yield alias ? objectType(name, hash, offset) : noType(name, hash, offset);
        }
        if (!in.skip(TokenKind.LBRACK)) {
          yield name;
        }
        List<Expression> keys = in.expressions.accessArguments(true);
        in.expect(TokenKind.RBRACK);
        yield new Access(name, keys, offset, in.lastEnd());
      }
    };
  }

  /** In a mapping Puppet takes {@code Parent { … }} for an entry, and refuses it later. */
  private static Expression noType(QualifiedReference name, LiteralHash hash, int offset) {
    KeyedEntry entry = new KeyedEntry(name, hash, offset, hash.end());
    return new LiteralHash(List.of(entry), false, offset, hash.end());
  }

  /** A hash alone describes an object. */
  private static Expression typeOf(Expression right) {
    if (right instanceof LiteralHash hash) {
      QualifiedReference object = new QualifiedReference("Object", hash.offset(), hash.offset());
      return new Access(object, List.of(hash), hash.offset(), hash.end());
    }
    return right;
  }

  /** {@code Parent { … }}: an object that has a parent. */
  private static Expression objectType(QualifiedReference parent, LiteralHash hash, int offset) {
    String name = parent.casedValue();
    if (name.equals("Object") || name.equals("TypeSet")) {
      return new Access(parent, List.of(hash), offset, hash.end());
    }
    List<KeyedEntry> entries = new ArrayList<>(hash.entries());
    QualifiedName key = new QualifiedName("parent", hash.offset(), hash.offset());
    entries.add(new KeyedEntry(key, parent, hash.offset(), hash.offset()));
    LiteralHash whole = new LiteralHash(entries, true, hash.offset(), hash.end());
    QualifiedReference object = new QualifiedReference("Object", offset, offset);
    return new Access(object, List.of(whole), offset, hash.end());
  }

  private Expression typeDefinition(int start) throws SyntaxError {
    String name = in.value(in.next());
    String parent = null;
    if (in.skip(TokenKind.INHERITS)) {
      parent = in.value(in.expect(TokenKind.CLASSREF));
    }
    Expression body = in.bracedBody(start);
    return new TypeDefinition(name, parent, body, start, in.lastEnd());
  }
}
