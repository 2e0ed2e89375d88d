package io.github.puppetha.language;

import io.github.puppetha.language.Control.Case;
import io.github.puppetha.language.Control.If;
import io.github.puppetha.language.Control.Unless;
import io.github.puppetha.language.Literal.LiteralBoolean;
import io.github.puppetha.language.Literal.LiteralDefault;
import io.github.puppetha.language.Literal.LiteralFloat;
import io.github.puppetha.language.Literal.LiteralHash;
import io.github.puppetha.language.Literal.LiteralInteger;
import io.github.puppetha.language.Literal.LiteralList;
import io.github.puppetha.language.Literal.LiteralRegex;
import io.github.puppetha.language.Literal.LiteralString;
import io.github.puppetha.language.Literal.LiteralUndef;
import io.github.puppetha.language.Name.QualifiedName;
import io.github.puppetha.language.Name.QualifiedReference;
import io.github.puppetha.language.Name.ReservedWord;
import io.github.puppetha.language.Name.Variable;
import io.github.puppetha.language.Text.ConcatenatedString;
import io.github.puppetha.language.Text.Heredoc;
import io.github.puppetha.language.Text.Interpolation;
import io.github.puppetha.language.Text.Render;
import io.github.puppetha.language.Text.RenderString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators join: literals, names, strings, conditions, definitions. */
final class Primaries {
  private final Parser in;

  Primaries(Parser in) {
    this.in = in;
  }

  Expression primary() throws SyntaxError {
    return switch (in.kind()) {
      case NAME -> {
        int token = in.next();
        yield new QualifiedName(in.value(token), in.start(token), in.end(token));
      }
      case VARIABLE -> {
        int token = in.next();
        yield new Variable(in.value(token), in.start(token), in.end(token));
      }
      case CLASSREF -> {
        int token = in.next();
        yield new QualifiedReference(in.value(token), in.start(token), in.end(token));
      }
      case STRING, WORD, DQPRE, HEREDOC, REGEX -> text();
      case NUMBER -> number();
      case BOOLEAN -> {
        int token = in.next();
        boolean value = in.value(token).equals("true");
        yield new LiteralBoolean(value, in.start(token), in.end(token));
      }
      case DEFAULT -> {
        int token = in.next();
        yield new LiteralDefault(in.start(token), in.end(token));
      }
      case UNDEF -> {
        int token = in.next();
        yield new LiteralUndef(in.start(token), in.end(token));
      }
      case LPAREN, WSLPAREN -> parenthesized();
      case LBRACK, LISTSTART -> array();
      case LBRACE -> hash();
      case RENDER_STRING -> {
        int token = in.next();
        yield new RenderString(in.value(token), in.start(token), in.end(token));
      }
      case RENDER_EXPR -> render();
      default -> keyword();
    };
  }

  private Expression keyword() throws SyntaxError {
    return switch (in.kind()) {
      case IF -> condition();
      case UNLESS -> unless();
      case CASE -> caseOf();
      case CLASS -> in.definitions.hostClass();
      case DEFINE -> in.definitions.resourceType();
      case FUNCTION -> in.definitions.function();
      case NODE -> in.definitions.node();
      case PLAN -> in.definitions.plan();
      case APPLY -> in.definitions.apply();
      case TYPE -> type();
      case ATTR, PRIVATE -> {
        int token = in.next();
        yield new ReservedWord(in.value(token), in.start(token), in.end(token));
      }
      default -> throw in.unexpected();
    };
  }

  private Expression type() throws SyntaxError {
    if (in.kind(1) != TokenKind.LPAREN) {
      return in.definitions.typeAlias();
    }
    int token = in.next();
    return in.expressions.call(new QualifiedName("type", in.start(token), in.end(token)));
  }

  private Expression parenthesized() throws SyntaxError {
    int start = in.start(in.next());
    Expression inside = in.expressions.assignment();
    int end = in.end(in.expect(TokenKind.RPAREN));
    return new Operation.Parenthesized(inside, start, end);
  }

  private Expression number() throws SyntaxError {
    int token = in.next();
    String text = in.value(token);
    int start = in.start(token);
    int end = in.end(token);
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return new LiteralInteger(new BigInteger(text.substring(2), 16), 16, start, end);
    }
    if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      double value = Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        throw new SyntaxError(Issue.ERROR, start, end, "the number is too large");
      }
      return new LiteralFloat(value, start, end);
    }
    int radix = text.length() > 1 && text.charAt(0) == '0' ? 8 : 10;
    BigInteger value =
        text.length() < 10
            ? BigInteger.valueOf(Integer.parseInt(text, radix))
            : new BigInteger(text, radix);
    return new LiteralInteger(value, radix, start, end);
  }

  LiteralList array() throws SyntaxError {
    int start = in.start(in.next());
    List<Expression> values = new ArrayList<>(4);
    if (in.kind() != TokenKind.RBRACK) {
      Expression first = in.expressions.argument(true);
      values.add(first);
      while (in.kind() == TokenKind.COMMA && in.kind(1) != TokenKind.RBRACK) {
        in.next();
        Expressions.addArgument(values, in.expressions.argument(true));
      }
      in.skip(TokenKind.COMMA);
    }
    return new LiteralList(values, start, in.end(in.expect(TokenKind.RBRACK)));
  }

  LiteralHash hash() throws SyntaxError {
    int start = in.start(in.next());
    List<KeyedEntry> entries = new ArrayList<>(4);
    if (in.kind() != TokenKind.RBRACE) {
      entries.add(in.expressions.wholePair());
      moreEntries(entries);
    }
    return new LiteralHash(entries, true, start, in.end(in.expect(TokenKind.RBRACE)));
  }

  private void moreEntries(List<KeyedEntry> entries) throws SyntaxError {
    while (in.kind() == TokenKind.COMMA && in.kind(1) != TokenKind.RBRACE) {
      in.next();
      entries.add(in.expressions.wholePair());
    }
    in.skip(TokenKind.COMMA);
  }

  /** A string of any kind, or a regular expression. */
  Expression text() throws SyntaxError {
    int token = in.next();
    int start = in.start(token);
    int end = in.end(token);
    return switch (in.kind(-1)) {
      case STRING, WORD -> new LiteralString(in.value(token), start, end);
      case REGEX -> new LiteralRegex(in.value(token), start, end);
      case HEREDOC -> {
        in.expect(TokenKind.SUBLOCATE);
        yield new Heredoc(in.value(token), heredocText(), start, end);
      }
      default -> concatenated(token);
    };
  }

  private Expression heredocText() throws SyntaxError {
    return switch (in.kind()) {
      case STRING, WORD, DQPRE -> text();
      default -> throw in.unexpected();
    };
  }

  private Expression concatenated(int first) throws SyntaxError {
    int start = in.start(first);
    List<Expression> segments = new ArrayList<>(4);
    segment(segments, first);
    while (true) {
      Expression expression = in.expressions.assignment();
      segments.add(new Interpolation(expression, start, start));
      TokenKind kind = in.kind();
      if (kind != TokenKind.DQMID && kind != TokenKind.DQPOST) {
        throw in.unexpected();
      }
      segment(segments, in.next());
      if (kind == TokenKind.DQPOST) {
        return new ConcatenatedString(segments, start, in.lastEnd());
      }
    }
  }

  private void segment(List<Expression> segments, int token) {
    String value = in.value(token);
    if (!value.isEmpty()) {
      segments.add(new LiteralString(value, in.start(token), in.end(token)));
    }
  }

  private Expression condition() throws SyntaxError {
    in.enter();
    int start = in.start(in.next());
    Expression test = in.expressions.expression();
    Expression then = in.bracedBlock();
    Expression otherwise =
        switch (in.kind()) {
          case ELSIF -> condition();
          case ELSE -> otherwise();
          default -> null;
        };
    in.leave();
    return new If(test, then, otherwise, start, in.lastEnd());
  }

  private @Nullable Expression otherwise() throws SyntaxError {
    in.next();
    return in.bracedBlock();
  }

  private Expression unless() throws SyntaxError {
    int start = in.start(in.next());
    Expression test = in.expressions.expression();
    Expression then = in.bracedBlock();
    Expression otherwise = in.kind() == TokenKind.ELSE ? otherwise() : null;
    return new Unless(test, then, otherwise, start, in.lastEnd());
  }

  private Expression caseOf() throws SyntaxError {
    int start = in.start(in.next());
    Expression test = in.expressions.expression();
    in.expect(TokenKind.LBRACE);
    List<CaseOption> options = new ArrayList<>(4);
    do {
      options.add(caseOption());
    } while (in.kind() != TokenKind.RBRACE);
    in.next();
    return new Case(test, options, start, in.lastEnd());
  }

  private CaseOption caseOption() throws SyntaxError {
    List<Expression> values = new ArrayList<>(2);
    values.add(in.expressions.expression());
    while (in.skip(TokenKind.COMMA)) {
      values.add(in.expressions.expression());
    }
    int colon = in.start(in.expect(TokenKind.COLON));
    Expression then = in.bracedBody(colon);
    return new CaseOption(values, then, colon, in.lastEnd());
  }

  /** {@code <%= expression %>}; braces hold a hash or statements. */
  private Expression render() throws SyntaxError {
    int start = in.start(in.next());
    Expression inside = in.kind() == TokenKind.LBRACE ? braces() : in.expressions.expression();
    if (in.kind() != TokenKind.EPP_END && in.kind() != TokenKind.EPP_END_TRIM) {
      throw in.unexpected();
    }
    return new Render(inside, start, in.end(in.next()));
  }

  private Expression braces() throws SyntaxError {
    int start = in.start(in.next());
    if (in.kind() == TokenKind.RBRACE) {
      int end = in.end(in.next());
      return in.expressions.expression(new LiteralHash(List.of(), true, start, end));
    }
    Expression first = in.expressions.entry();
    if (in.kind() == TokenKind.FARROW) {
      List<KeyedEntry> entries = new ArrayList<>(4);
      entries.add(in.expressions.pair(first));
      moreEntries(entries);
      int end = in.end(in.expect(TokenKind.RBRACE));
      return in.expressions.expression(new LiteralHash(entries, true, start, end));
    }
    List<Expression> statements = in.statements(first);
    int end = in.end(in.expect(TokenKind.RBRACE));
    return statements.size() == 1 ? statements.get(0) : new Control.Block(statements, start, end);
  }
}
