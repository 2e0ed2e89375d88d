package io.github.puppetha.language;

import io.github.puppetha.language.Call.FunctionCall;
import io.github.puppetha.language.Call.Lambda;
import io.github.puppetha.language.Call.MethodCall;
import io.github.puppetha.language.Literal.LiteralHash;
import io.github.puppetha.language.Literal.LiteralString;
import io.github.puppetha.language.Name.QualifiedName;
import io.github.puppetha.language.Operation.Access;
import io.github.puppetha.language.Operation.Assignment;
import io.github.puppetha.language.Operation.Binary;
import io.github.puppetha.language.Operation.NamedAccess;
import io.github.puppetha.language.Operation.Relationship;
import io.github.puppetha.language.Operation.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators by their precedence, calls, accesses, arguments. */
final class Expressions {
  private static final int SELECTOR = 4;

  private final Parser in;

  Expressions(Parser in) {
    this.in = in;
  }

  /** Of lowest precedence, and to the right: {@code $a = $b = 1}. */
  Expression assignment() throws SyntaxError {
    in.enter();
    Expression result = assignment(in.resources.resource());
    in.leave();
    return result;
  }

  /** What may follow a resource that has been read. */
  private Expression assignment(Expression resource) throws SyntaxError {
    Expression left = relationship(resource);
    Operator operator =
        switch (in.kind()) {
          case EQUALS -> Operator.ASSIGN;
          case APPENDS -> Operator.APPEND;
          case DELETES -> Operator.DELETE;
          default -> null;
        };
    if (operator == null) {
      return left;
    }
    int token = in.next();
    Expression right = assignment();
    return new Assignment(operator, left, right, in.start(token), right.end());
  }

  private Expression relationship(Expression resource) throws SyntaxError {
    Expression left = resource;
    for (int length = 1; ; length++) {
      Operator operator =
          switch (in.kind()) {
            case IN_EDGE -> Operator.BEFORE;
            case IN_EDGE_SUB -> Operator.NOTIFY;
            case OUT_EDGE -> Operator.AFTER;
            case OUT_EDGE_SUB -> Operator.SUBSCRIBE;
            default -> null;
          };
      if (operator == null) {
        return left;
      }
      int token = in.next();
      Expression right = in.resources.resource();
      left = new Relationship(operator, left, right, in.start(token), right.end());
      in.chain(length);
    }
  }

  /** An expression: operators, but no resources, relationships, assignments. */
  Expression expression() throws SyntaxError {
    return binary(0);
  }

  /** The same, of which the first operand has been read. */
  Expression expression(Expression primary) throws SyntaxError {
    return binary(0, postfix(primary));
  }

  private Expression binary(int minimum) throws SyntaxError {
    in.enter();
    Expression result = binary(minimum, prefix());
    in.leave();
    return result;
  }

  private Expression binary(int minimum, Expression first) throws SyntaxError {
    Expression left = first;
    for (int length = 1; ; length++) {
      TokenKind kind = in.kind();
      if (kind == TokenKind.QMARK) {
        if (SELECTOR < minimum) {
          return left;
        }
        left = postfix(selector(left));
        in.chain(length);
        continue;
      }
      int precedence = precedence(kind);
      if (precedence == 0 || precedence < minimum) {
        return left;
      }
      int token = in.next();
      Expression right = binary(precedence + 1);
      left = new Binary(operator(kind), left, right, in.start(token), right.end());
      in.chain(length);
    }
  }

  private static int precedence(TokenKind kind) {
    return switch (kind) {
      case IN -> 11;
      case MATCH, NOMATCH -> 10;
      case TIMES, DIV, MODULO -> 9;
      case PLUS, MINUS -> 8;
      case LSHIFT, RSHIFT -> 7;
      case ISEQUAL, NOTEQUAL -> 6;
      case GREATERTHAN, GREATEREQUAL, LESSTHAN, LESSEQUAL -> 5;
      case AND -> 3;
      case OR -> 2;
      default -> 0;
    };
  }

  private static Operator operator(TokenKind kind) {
    return switch (kind) {
      case IN -> Operator.IN;
      case MATCH -> Operator.MATCH;
      case NOMATCH -> Operator.NO_MATCH;
      case TIMES -> Operator.TIMES;
      case DIV -> Operator.DIVIDE;
      case MODULO -> Operator.MODULO;
      case PLUS -> Operator.PLUS;
      case MINUS -> Operator.MINUS;
      case LSHIFT -> Operator.LEFT_SHIFT;
      case RSHIFT -> Operator.RIGHT_SHIFT;
      case ISEQUAL -> Operator.EQUAL;
      case NOTEQUAL -> Operator.NOT_EQUAL;
      case GREATERTHAN -> Operator.GREATER;
      case GREATEREQUAL -> Operator.GREATER_OR_EQUAL;
      case LESSTHAN -> Operator.LESS;
      case LESSEQUAL -> Operator.LESS_OR_EQUAL;
      case AND -> Operator.AND;
      case OR -> Operator.OR;
      default -> throw new IllegalStateException("no operator: " + kind);
    };
  }

  /** {@code -a}, {@code *a}, {@code !a}: tighter than any operator between two. */
  private Expression prefix() throws SyntaxError {
    TokenKind kind = in.kind();
    if (kind != TokenKind.MINUS && kind != TokenKind.TIMES && kind != TokenKind.NOT) {
      return postfix(in.primaries.primary());
    }
    in.enter();
    int start = in.start(in.next());
    Expression operand = prefix();
    in.leave();
    return switch (kind) {
      case MINUS -> new Operation.Negate(operand, start, operand.end());
      case TIMES -> new Operation.Unfold(operand, start, operand.end());
      default -> new Operation.Not(operand, start, operand.end());
    };
  }

  /** Calls, accesses and collectors upon an expression: tighter than any prefix. */
  private Expression postfix(Expression expression) throws SyntaxError {
    Expression left = expression;
    for (int length = 1; ; length++) {
      switch (in.kind()) {
        case LPAREN -> left = call(left);
        case LBRACK -> left = access(left);
        case DOT -> left = method(left);
        case LCOLLECT, LLCOLLECT -> left = in.resources.collector(left);
        default -> {
          return left;
        }
      }
      in.chain(length);
    }
  }

  /** A call, at its opening parenthesis. */
  Expression call(Expression functor) throws SyntaxError {
    in.next();
    List<Expression> arguments = List.of();
    if (in.kind() != TokenKind.RPAREN) {
      arguments = arguments(TokenKind.RPAREN);
    }
    int end = in.end(in.expect(TokenKind.RPAREN));
    Lambda lambda = in.kind() == TokenKind.PIPE ? in.definitions.lambda() : null;
    return new FunctionCall(
        functor, arguments, lambda, true, functor.offset(), lambda == null ? end : lambda.end());
  }

  private Expression access(Expression left) throws SyntaxError {
    in.next();
    List<Expression> keys = accessArguments(true);
    int end = in.end(in.expect(TokenKind.RBRACK));
    return new Access(left, keys, left.offset(), end);
  }

  private Expression method(Expression left) throws SyntaxError {
    int dot = in.next();
    if (in.kind() != TokenKind.NAME && in.kind() != TokenKind.TYPE) {
      throw in.unexpected();
    }
    int name = in.next();
    int offset = in.start(dot);
    int end = in.end(name);
    QualifiedName right = new QualifiedName(in.value(name), offset, end);
    NamedAccess functor = new NamedAccess(left, right, offset, end);
    List<Expression> arguments = List.of();
    if (in.kind() == TokenKind.LPAREN) {
      offset = in.start(in.next());
      if (in.kind() != TokenKind.RPAREN) {
        arguments = arguments(null);
      }
      end = in.end(in.expect(TokenKind.RPAREN));
    }
    Lambda lambda = in.kind() == TokenKind.PIPE ? in.definitions.lambda() : null;
    return new MethodCall(functor, arguments, lambda, offset, lambda == null ? end : lambda.end());
  }

  /**
   * Arguments of a call.
   *
   * @param close what ends them, when a comma may stand before that
   */
  List<Expression> arguments(@Nullable TokenKind close) throws SyntaxError {
    List<Expression> arguments = new ArrayList<>(4);
    addArgument(arguments, argument(false));
    while (in.kind() == TokenKind.COMMA && in.kind(1) != close) {
      in.next();
      addArgument(arguments, argument(false));
    }
    if (close != null) {
      in.skip(TokenKind.COMMA);
    }
    return arguments;
  }

  /**
   * What stands in brackets after an expression or a type: expressions and entries of a hash.
   *
   * @param commaMayEnd whether a comma may follow the last
   */
  List<Expression> accessArguments(boolean commaMayEnd) throws SyntaxError {
    List<Expression> arguments = new ArrayList<>(2);
    addArgument(arguments, accessArgument());
    while (in.skip(TokenKind.COMMA)) {
      if (commaMayEnd && in.kind() == TokenKind.RBRACK) {
        break;
      }
      addArgument(arguments, accessArgument());
    }
    return arguments;
  }

  private Expression accessArgument() throws SyntaxError {
    boolean only = in.resources.startsResourceOnly() || startsWordEntry();
    Expression left = only ? entry() : expression();
    if (!only && in.kind() != TokenKind.COMMA && in.kind() != TokenKind.RBRACK) {
      left = assignment(in.resources.resource(left));
      only = true;
    }
    if (in.kind() == TokenKind.FARROW) {
      return bare(pair(left));
    }
    if (only) {
      throw in.unexpected();
    }
    return left;
  }

  /** Entries of hashes that follow one another are one hash. */
  static void addArgument(List<Expression> arguments, Expression argument) {
    if (!arguments.isEmpty() && argument instanceof LiteralHash hash && !hash.braces()) {
      Expression last = arguments.get(arguments.size() - 1);
      if (last instanceof LiteralHash before && !before.braces()) {
        before.entries().addAll(hash.entries());
        return;
      }
    }
    arguments.add(argument);
  }

  /**
   * An argument, which may be an entry of a hash without braces.
   *
   * @param wordsToo for arrays: the words {@code type} and {@code function} are values too
   */
  Expression argument(boolean wordsToo) throws SyntaxError {
    boolean word = startsWordEntry();
    Expression left = entry();
    if (in.kind() == TokenKind.FARROW) {
      return bare(pair(left));
    }
    if (word && !wordsToo) {
      throw in.unexpected();
    }
    return left;
  }

  private static LiteralHash bare(KeyedEntry pair) {
    List<KeyedEntry> entries = new ArrayList<>(2);
    entries.add(pair);
    return new LiteralHash(entries, false, pair.offset(), pair.end());
  }

  /** An entry whose key has been read, at its arrow. */
  KeyedEntry pair(Expression key) throws SyntaxError {
    int arrow = in.next();
    Expression value = entry();
    return new KeyedEntry(key, value, in.start(arrow), value.end());
  }

  /** A whole entry of a hash. */
  KeyedEntry wholePair() throws SyntaxError {
    Expression key = entry();
    if (in.kind() != TokenKind.FARROW) {
      throw in.unexpected();
    }
    return pair(key);
  }

  /** A key or value in a hash. */
  Expression entry() throws SyntaxError {
    if (startsWordEntry()) {
      int token = in.next();
      return new LiteralString(in.value(token), in.start(token), in.end(token));
    }
    return assignment();
  }

  /** The words {@code type} and {@code function}, where they begin no definition or call. */
  private boolean startsWordEntry() {
    return switch (in.kind()) {
      case TYPE -> in.kind(1) != TokenKind.LPAREN && in.kind(1) != TokenKind.CLASSREF;
      case FUNCTION ->
          switch (in.kind(1)) {
            case NAME, WORD, CLASSREF, CLASS, STRING -> false;
            default -> true;
          };
      default -> false;
    };
  }

  private Expression selector(Expression left) throws SyntaxError {
    in.next();
    List<SelectorEntry> entries = new ArrayList<>(4);
    if (in.kind() != TokenKind.SELBRACE) {
      SelectorEntry entry = selectorEntry();
      entries.add(entry);
      return new Selector(left, entries, left.offset(), entry.end());
    }
    in.next();
    entries.add(selectorEntry());
    while (in.kind() == TokenKind.COMMA && in.kind(1) != TokenKind.RBRACE) {
      in.next();
      entries.add(selectorEntry());
    }
    in.skip(TokenKind.COMMA);
    int end = in.end(in.expect(TokenKind.RBRACE));
    return new Selector(left, entries, left.offset(), end);
  }

  private SelectorEntry selectorEntry() throws SyntaxError {
    Expression matching = expression();
    int arrow = in.expect(TokenKind.FARROW);
    Expression value = expression();
    return new SelectorEntry(matching, value, in.start(arrow), value.end());
  }
}
