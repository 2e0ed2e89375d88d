package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.code.PuppetfileStatement.Option;
import io.github.puppetha.code.PuppetfileStatement.Type;
import io.github.puppetha.code.PuppetfileStatement.Value;
import io.github.puppetha.code.PuppetfileToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts tokens together to statements; what goes wrong in one does not touch the next. */
final class PuppetfileParser {
  static final Set<String> DIRECTIVES = Set.of("mod", "forge", "moduledir", "exclusion");

  private static final String LITERALS =
      "; a Puppetfile is read, not executed: write each module as"
          + " mod 'name', git: 'https://…', ref: 'v1.0.0' with literal strings";

  private final String file;
  private final List<PuppetfileToken> tokens;
  private final List<Problem> problems;
  private int at;

  PuppetfileParser(String file, List<PuppetfileToken> tokens, List<Problem> problems) {
    this.file = file;
    this.tokens = tokens;
    this.problems = problems;
  }

  List<PuppetfileStatement> parse() {
    List<PuppetfileStatement> statements = new ArrayList<>();
    while (peek().kind() != Kind.EOF) {
      if (peek().kind() == Kind.END) {
        at++;
        continue;
      }
      try {
        statements.add(statement());
      } catch (Unreadable e) {
        if (!reported(e.problem)) {
          problems.add(e.problem);
        }
        recover();
      }
    }
    return statements;
  }

  /** A string that is not closed makes nonsense of its line, which has been told already. */
  private boolean reported(Problem problem) {
    SourceRange range = problem.range();
    return problems.stream()
        .map(Problem::range)
        .anyMatch(r -> r != null && range != null && r.line() == range.line());
  }

  /** Goes on at the next line that begins with a directive, so that one mistake is told once. */
  private void recover() {
    while (peek().kind() != Kind.EOF) {
      boolean ended = tokens.get(at++).kind() == Kind.END;
      boolean directive = peek().kind() == Kind.WORD && DIRECTIVES.contains(peek().text());
      if (ended && directive) {
        return;
      }
    }
  }

  private PuppetfileStatement statement() {
    PuppetfileToken word = peek();
    if (word.kind() != Kind.WORD) {
      throw ruby(word);
    }
    at++;
    if (!DIRECTIVES.contains(word.text())) {
      throw unknown(word);
    }
    boolean parenthesis = peek().is("(");
    at += parenthesis ? 1 : 0;
    List<Value> values = new ArrayList<>();
    List<Option> options = new ArrayList<>();
    arguments(values, options, parenthesis ? ")" : null);
    if (parenthesis) {
      expect(")");
    }
    if (peek().kind() != Kind.END) {
      throw ruby(peek());
    }
    return new PuppetfileStatement(word, values, options);
  }

  private void arguments(List<Value> values, List<Option> options, @Nullable String close) {
    skipEnds(close != null);
    while (peek().kind() != Kind.END && !closing(close)) {
      argument(values, options);
      skipEnds(close != null);
      if (!peek().is(",")) {
        break;
      }
      at++;
      skipEnds(true);
      if (peek().kind() == Kind.EOF || (close == null && directiveNext())) {
        throw syntax(peek(), "a comma is followed by nothing; remove it or go on");
      }
    }
    if (close == null && peek().kind() != Kind.END && literal(peek()) != null) {
      throw syntax(peek(), "a comma is missing before " + peek().shown());
    }
  }

  private boolean closing(@Nullable String close) {
    return close != null && (peek().is(close) || peek().kind() == Kind.EOF);
  }

  private boolean directiveNext() {
    return peek().kind() == Kind.WORD && DIRECTIVES.contains(peek().text());
  }

  private void argument(List<Value> values, List<Option> options) {
    PuppetfileToken token = peek();
    if (token.is("{")) {
      at++;
      arguments(values, options, "}");
      expect("}");
    } else if (token.kind() == Kind.KEY) {
      at++;
      skipEnds(true);
      options.add(new Option(token.text(), token.range(), value()));
    } else if (token.is(",")) {
      throw syntax(token, "two commas; remove one");
    } else {
      Value value = value();
      if (!peek().is("=>")) {
        values.add(value);
        return;
      }
      at++;
      skipEnds(true);
      options.add(new Option(value.text(), value.range(), value()));
    }
  }

  private Value value() {
    PuppetfileToken token = peek();
    Type type = literal(token);
    if (type == null) {
      throw token.kind() == Kind.END || token.kind() == Kind.EOF
          ? syntax(token, "a value is missing before " + token.shown())
          : ruby(token);
    }
    at++;
    PuppetfileToken next = peek();
    if (next.kind() == Kind.OTHER) {
      throw ruby(next);
    }
    return new Value(type, token.text(), token.range());
  }

  private static @Nullable Type literal(PuppetfileToken token) {
    return switch (token.kind()) {
      case STRING -> Type.STRING;
      case SYMBOL -> Type.SYMBOL;
      case NUMBER -> Type.NUMBER;
      case UNKNOWN -> Type.UNKNOWN;
      case WORD ->
          switch (token.text()) {
            case "true", "false" -> Type.BOOLEAN;
            case "nil" -> Type.NIL;
            default -> null;
          };
      default -> null;
    };
  }

  private void expect(String punctuation) {
    skipEnds(true);
    if (!peek().is(punctuation)) {
      throw syntax(peek(), "'" + punctuation + "' is missing before " + peek().shown());
    }
    at++;
  }

  private void skipEnds(boolean skip) {
    while (skip && peek().kind() == Kind.END && !peek().text().equals(";")) {
      at++;
    }
  }

  private PuppetfileToken peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private Unreadable unknown(PuppetfileToken word) {
    PuppetfileToken next = peek();
    boolean directive = next.kind() == Kind.STRING || next.is("(") || next.kind() == Kind.SYMBOL;
    if (!directive || PuppetfileRuby.KEYWORDS.contains(word.text())) {
      return ruby(word);
    }
    String message =
        "'" + word.text() + "' is no directive; there are mod, forge, moduledir and exclusion";
    return unreadable(word.range(), "unknown_directive", message);
  }

  private Unreadable ruby(PuppetfileToken token) {
    String what = PuppetfileRuby.describe(token);
    return unreadable(token.range(), "unsupported_ruby", what + LITERALS);
  }

  private Unreadable syntax(PuppetfileToken token, String message) {
    return unreadable(token.range(), "syntax", message);
  }

  private Unreadable unreadable(SourceRange range, String rule, String message) {
    return new Unreadable(Problem.error(file, range, "puppetfile/" + rule, message));
  }

  /** Leaves the statement; never leaves this class. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unreadable(Problem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }
}
