package io.github.puppetha.language;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.ArrayList;
import java.util.List;

/** Heredocs that say what their text is written in; the first bad one ends all checks. */
final class HeredocChecks {
  private final CheckerOptions options;
  private final int puppetVersion;
  private final List<Warning> warnings = new ArrayList<>(0);

  private record Warning(Node text, Problem problem) {}

  HeredocChecks(CheckerOptions options, int puppetVersion) {
    this.options = options;
    this.puppetVersion = puppetVersion;
  }

  /** Looks at a text without interpolation, when its syntax is one that Puppet knows. */
  void check(Text.Heredoc heredoc) {
    String syntax = heredoc.syntax();
    if (!syntax.isEmpty() && heredoc.text() instanceof Literal.LiteralString text) {
      check(syntax, text);
    }
  }

  private void check(String syntax, Literal.LiteralString text) {
    switch (checked(syntax)) {
      case "json" -> json(text);
      case "base64" -> base64(text);
      case "pp" -> puppet(syntax, "pp", Issue.ILLEGAL_PP, text);
      case "epp" -> puppet(syntax, "epp", Issue.ILLEGAL_EPP, text);
      default -> {}
    }
  }

  /** {@code json} for {@code x+json}: the longest end that is known, or nothing. */
  private static String checked(String syntax) {
    int end = syntax.length();
    while (end > 0 && syntax.charAt(end - 1) == '+') {
      end--;
    }
    String rest = syntax.substring(0, end);
    while (!isKnown(rest)) {
      int plus = rest.indexOf('+');
      if (plus < 0) {
        return "";
      }
      rest = rest.substring(plus + 1);
    }
    return rest;
  }

  private static boolean isKnown(String syntax) {
    return switch (syntax) {
      case "json", "base64", "pp", "epp" -> true;
      default -> false;
    };
  }

  private static void json(Literal.LiteralString text) {
    int error = JsonSyntax.firstError(text.value());
    if (error >= 0) {
      Lines lines = new Lines(text.value());
      throw new CheckerStop(
          Issue.ILLEGAL_JSON,
          text,
          "the text of this heredoc is no JSON: see its line "
              + lines.line(error)
              + ", column "
              + lines.column(error));
    }
  }

  private static void base64(Literal.LiteralString text) {
    if (!Base64Syntax.isValid(text.value())) {
      throw new CheckerStop(
          Issue.ILLEGAL_BASE64,
          text,
          "the text of this heredoc is no Base64: its letters or its padding are wrong");
    }
  }

  private void puppet(String syntax, String language, Issue issue, Literal.LiteralString text) {
    if (!syntax.equals(language)) {
      throw CheckerStop.failure(
          text,
          "Puppet fails at a heredoc of syntax '" + syntax + "'; write '" + language + "' alone");
    }
    if (!options.allowsNesting()) {
      return;
    }
    ParseResult result =
        Reading.read("heredoc." + language, text.value(), puppetVersion, options.nested());
    Problem error = null;
    for (Problem problem : result.problems()) {
      if (problem.severity() == Severity.ERROR) {
        error = error == null ? problem : error;
      } else if (problem.rule().startsWith("syntax/")) {
        warnings.add(new Warning(text, problem));
      }
    }
    if (error != null) {
      throw new CheckerStop(
          issue, text, "the text of this heredoc does not parse: " + inText(error));
    }
  }

  /** Adds the warnings about texts; Puppet gives them even when its checks end. */
  void report(Diagnostics diagnostics) {
    for (Warning warning : warnings) {
      diagnostics.add(warning.problem.rule(), warning.text, inText(warning.problem));
    }
  }

  private static String inText(Problem problem) {
    return problem.range() == null
        ? problem.message()
        : "in its line " + problem.range().line() + ", " + problem.message();
  }
}
