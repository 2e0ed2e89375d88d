package io.github.puppetha.language;

import io.github.puppetha.language.Call.FunctionCall;
import io.github.puppetha.language.Call.Lambda;
import io.github.puppetha.language.Literal.Nop;
import io.github.puppetha.language.Name.QualifiedName;
import io.github.puppetha.language.Text.Epp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements, the outermost part of the parser. It accepts what Puppet's grammar accepts, and fails
 * at the same token: the first that no text which goes on can hold.
 */
final class Parser extends TokenStream {
  /** Functions whose arguments need no parentheses. */
  private static final Set<String> STATEMENT_CALLS =
      Set.of(
          "require", "realize", "include", "contain", "tag", "debug", "info", "notice", "warning",
          "err", "fail", "import", "break", "next", "return");

  final Expressions expressions = new Expressions(this);
  final Primaries primaries = new Primaries(this);
  final Resources resources = new Resources(this);
  final Definitions definitions = new Definitions(this);
  private final int length;

  Parser(Lexer lexer, int maxDepth) {
    super(lexer, maxDepth);
    this.length = lexer.length;
  }

  /** The whole text. */
  Program program() throws SyntaxError {
    if (kind() == TokenKind.EPP_START) {
      return epp();
    }
    if (kind() == TokenKind.END) {
      return new Program(new Nop(length, length), length, length);
    }
    return programOf(statements());
  }

  private Program programOf(List<Expression> statements) throws SyntaxError {
    if (kind() != TokenKind.END) {
      throw unexpected();
    }
    Expression first = statements.get(0);
    int end = statements.get(statements.size() - 1).end();
    Expression body =
        statements.size() == 1 ? first : new Control.Block(statements, first.offset(), end);
    return new Program(body, first.offset(), end);
  }

  private Program epp() throws SyntaxError {
    int start = start(next());
    boolean specified = kind() == TokenKind.PIPE;
    List<Parameter> parameters = specified ? definitions.pipedParameters() : List.of();
    Expression body = startsStatement() ? body(start) : null;
    if (kind() != TokenKind.END) {
      throw unexpected();
    }
    Epp epp = new Epp(specified, body, start, length);
    Lambda lambda = new Lambda(parameters, null, epp, start, length);
    return new Program(lambda, start, length);
  }

  /**
   * Statements up to what can be none, as a block at a place: what Puppet makes of the body of a
   * definition, even of one statement.
   */
  Control.Block body(int offset) throws SyntaxError {
    List<Expression> statements = statements();
    return new Control.Block(statements, offset, statements.get(statements.size() - 1).end());
  }

  /** {@code { statements }} of a definition; null when empty. */
  Control.@Nullable Block bracedBody(int offset) throws SyntaxError {
    expect(TokenKind.LBRACE);
    Control.Block body = startsStatement() ? body(offset) : null;
    expect(TokenKind.RBRACE);
    return body;
  }

  /** {@code { statements }} of a condition: one expression, a block of several, null when empty. */
  @Nullable Expression bracedBlock() throws SyntaxError {
    int open = expect(TokenKind.LBRACE);
    if (!startsStatement()) {
      expect(TokenKind.RBRACE);
      return null;
    }
    List<Expression> statements = statements();
    int close = expect(TokenKind.RBRACE);
    return statements.size() == 1
        ? statements.get(0)
        : new Control.Block(statements, start(open), end(close));
  }

  /** One or more statements. */
  List<Expression> statements() throws SyntaxError {
    return statements(expressions.assignment());
  }

  /** The same, of which the first expression has been read. */
  List<Expression> statements(Expression first) throws SyntaxError {
    enter();
    List<Expression> done = new ArrayList<>(4);
    statement(done, first);
    while (true) {
      if (kind() == TokenKind.SEMIC) {
        next();
      } else if (!startsStatement()) {
        break;
      }
      statement(done, expressions.assignment());
    }
    leave();
    return done;
  }

  /**
   * One statement, or the arguments of the call that the name before it turns out to be. An error
   * in how they come together is noted only once what follows is known to be right, as Puppet does.
   */
  private void statement(List<Expression> done, Expression expression) throws SyntaxError {
    QualifiedName call = done.isEmpty() ? null : statementCall(done.get(done.size() - 1));
    if (kind() != TokenKind.COMMA) {
      if (call != null) {
        done.set(done.size() - 1, call(call, List.of(expression)));
      } else {
        done.add(
            expression instanceof FunctionCall f && f.valueRequired()
                ? asStatement(f)
                : expression);
      }
      return;
    }
    List<Expression> arguments = new ArrayList<>();
    arguments.add(expression);
    int comma = position();
    while (skip(TokenKind.COMMA)) {
      arguments.add(expressions.assignment());
    }
    if (call == null) {
      throw notACall(done, comma);
    }
    done.set(done.size() - 1, call(call, arguments));
  }

  private @Nullable QualifiedName statementCall(Expression expression) {
    return expression instanceof QualifiedName name && STATEMENT_CALLS.contains(name.value())
        ? name
        : null;
  }

  private static FunctionCall call(QualifiedName name, List<Expression> arguments) {
    int end = arguments.get(arguments.size() - 1).end();
    return new FunctionCall(name, arguments, null, false, name.offset(), end);
  }

  private static FunctionCall asStatement(FunctionCall f) {
    return new FunctionCall(f.functor(), f.arguments(), f.lambda(), false, f.offset(), f.end());
  }

  /** Puppet sees it at the end of the block only; so what is wrong before that counts first. */
  private SyntaxError notACall(List<Expression> done, int comma) throws SyntaxError {
    Expression before = done.isEmpty() ? null : done.get(done.size() - 1);
    while (kind() == TokenKind.SEMIC || kind() == TokenKind.COMMA || startsStatement()) {
      if (kind() == TokenKind.SEMIC || kind() == TokenKind.COMMA) {
        next();
      }
      expressions.assignment();
    }
    if (kind() == TokenKind.BAD) {
      return unexpected();
    }
    String message =
        before instanceof QualifiedName name
            ? "'" + name.value() + "' cannot be called without parentheses around its arguments"
            : "a list of values with commas can stand only after the name of a function";
    return new SyntaxError(Issue.ERROR, start(comma), end(comma), message);
  }

  /** {@code foo { a => 1 }}: a name and a hash, or a call of a function with the hash. */
  Expression nameAndHash(QualifiedName name, Literal.LiteralHash hash, int end) {
    if (statementCall(name) != null) {
      return new FunctionCall(name, List.of(hash), null, false, name.offset(), end);
    }
    return new Control.Block(List.of(name, hash), name.offset(), end);
  }

  /** May the current token begin a statement? */
  boolean startsStatement() {
    return switch (kind()) {
      case NAME,
          WORD,
          CLASSREF,
          VARIABLE,
          STRING,
          NUMBER,
          BOOLEAN,
          REGEX,
          HEREDOC,
          DQPRE,
          LPAREN,
          WSLPAREN,
          LBRACK,
          LISTSTART,
          LBRACE,
          AT,
          ATAT,
          MINUS,
          TIMES,
          NOT,
          CASE,
          CLASS,
          DEFAULT,
          DEFINE,
          IF,
          NODE,
          UNDEF,
          UNLESS,
          FUNCTION,
          TYPE,
          ATTR,
          PRIVATE,
          PLAN,
          APPLY,
          RENDER_STRING,
          RENDER_EXPR ->
          true;
      default -> false;
    };
  }
}
