package io.github.puppetha.code;

import io.github.puppetha.SourceRange;

/** A token of a Puppetfile; of a string, {@code text} is its value. */
record PuppetfileToken(Kind kind, String text, SourceRange range) {
  enum Kind {
    WORD,
    KEY,
    SYMBOL,
    STRING,
    NUMBER,
    /** A value that only Ruby could compute; it has been reported. */
    UNKNOWN,
    PUNCTUATION,
    /** The end of a statement. */
    END,
    /** Anything else: a character that no part of a Puppetfile begins with. */
    OTHER,
    EOF
  }

  boolean is(String punctuation) {
    return kind == Kind.PUNCTUATION && text.equals(punctuation);
  }

  /** As a message shows it. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the line";
      case EOF -> "the end of the file";
      case STRING -> "the string '" + text + "'";
      case KEY -> "'" + text + ":'";
      case SYMBOL -> "':" + text + "'";
      default -> "'" + text + "'";
    };
  }
}
