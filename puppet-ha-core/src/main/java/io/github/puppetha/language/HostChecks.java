package io.github.puppetha.language;

import java.util.List;

/** The names that a node definition matches. */
final class HostChecks {
  private final Diagnostics diagnostics;

  HostChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void check(List<Expression> hosts) {
    for (Expression host : hosts) {
      if (host instanceof Literal.LiteralString string) {
        characters(string.value(), string);
      } else if (host instanceof Name.QualifiedName name) {
        characters(name.value(), name);
      } else if (host instanceof Name.QualifiedReference type) {
        characters(type.casedValue(), type);
      } else if (host instanceof Text.ConcatenatedString text) {
        interpolation(text);
      } else if (!isAlwaysAllowed(host)) {
        diagnostics.add(
            Issue.ILLEGAL_EXPRESSION,
            host,
            Labels.of(host) + " cannot name a node; write a string, a pattern or default");
      }
    }
  }

  private static boolean isAlwaysAllowed(Expression host) {
    return host instanceof Literal.LiteralRegex
        || host instanceof Literal.LiteralDefault
        || host instanceof Literal.LiteralInteger
        || host instanceof Literal.LiteralFloat
        || host instanceof Literal.LiteralBoolean;
  }

  private void characters(String name, Node at) {
    if (!NameForms.isHostName(name)) {
      diagnostics.add(
          Issue.ILLEGAL_HOSTNAME_CHARS,
          at,
          "the node name '"
              + name
              + "' may hold only letters, digits, '_', '-' and '.'; a pattern goes between /");
    }
  }

  private void interpolation(Text.ConcatenatedString text) {
    Node at = text;
    for (Expression segment : text.segments()) {
      if (segment instanceof Text.Interpolation interpolation) {
        at = interpolation.expression();
        break;
      }
    }
    diagnostics.add(
        Issue.ILLEGAL_HOSTNAME_INTERPOLATION,
        at,
        "a node name is fixed; write it without interpolation, or as a pattern");
  }
}
