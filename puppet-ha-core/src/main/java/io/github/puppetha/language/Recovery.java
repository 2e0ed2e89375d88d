package io.github.puppetha.language;

/**
 * After a syntax error, where Puppet stops: looks on from the next definition that begins a line.
 */
final class Recovery {
  /** The rule of what is found so. */
  static final String RULE = "recovered/syntax_error";

  private static final int MOST = 20;

  private Recovery() {}

  /** Adds the errors that follow the one at the parser's position. Each token is read once. */
  static void report(Parser parser, Diagnostics diagnostics) {
    int found = 0;
    while (found < MOST && toDefinition(parser)) {
      parser.restart();
      parser.definitions.restart();
      try {
        parser.statements();
      } catch (SyntaxError e) {
        if (e.isTooDeep() || parser.kind() == TokenKind.END || parser.kind() == TokenKind.BAD) {
          return;
        }
        diagnostics.addRecovered(e);
        found++;
      }
    }
  }

  private static boolean toDefinition(Parser parser) {
    while (parser.kind() != TokenKind.END && parser.kind() != TokenKind.BAD) {
      parser.next();
      boolean begins =
          switch (parser.kind()) {
            case CLASS, DEFINE, FUNCTION, NODE, PLAN -> parser.isFirstOnLine();
            default -> false;
          };
      if (begins) {
        return true;
      }
    }
    return false;
  }
}
