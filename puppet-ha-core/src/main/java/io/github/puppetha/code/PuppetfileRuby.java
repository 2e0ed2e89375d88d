package io.github.puppetha.code;

import java.util.Set;

/** What to say of Ruby that is not read. */
final class PuppetfileRuby {
  static final Set<String> KEYWORDS =
      Set.of(
          "if",
          "unless",
          "else",
          "elsif",
          "end",
          "case",
          "when",
          "while",
          "until",
          "for",
          "def",
          "class",
          "module",
          "begin",
          "rescue",
          "ensure",
          "do",
          "require",
          "require_relative",
          "load",
          "eval",
          "instance_eval",
          "puts",
          "print",
          "raise",
          "return",
          "lambda",
          "proc",
          "system",
          "exec",
          "and",
          "or",
          "not",
          "yield",
          "include",
          "extend",
          "self");

  private PuppetfileRuby() {}

  static String describe(PuppetfileToken token) {
    String text = token.text();
    return switch (text) {
      case "if", "unless", "case", "when", "else", "elsif" ->
          "a condition (" + text + ") needs Ruby";
      case "require", "require_relative", "load" -> "loading other files (" + text + ") needs Ruby";
      case "eval", "instance_eval" ->
          "evaluating other text (" + text + ") needs Ruby; put its lines here";
      case "ENV" -> "the environment (ENV) is not read here";
      case "+" -> "putting strings together with + needs Ruby; write one string";
      case "=" -> "assigning a variable needs Ruby; write its value where it is used";
      case "`" -> "running a command (`…`) needs Ruby";
      case "%" -> "a string in %…() form is not read; put it in quotes";
      case "[", "]" -> "a list is not read here";
      case "<" -> "a here-document is not read; put its text in quotes";
      default -> other(token);
    };
  }

  private static String other(PuppetfileToken token) {
    if (token.kind() == PuppetfileToken.Kind.WORD && !KEYWORDS.contains(token.text())) {
      return "'" + token.text() + "' is a variable or method of Ruby";
    }
    return token.shown() + " is not read here";
  }
}
