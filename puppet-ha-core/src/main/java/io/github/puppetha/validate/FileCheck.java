package io.github.puppetha.validate;

import java.util.Optional;

/**
 * How a file is checked.
 *
 * @param context what the outcome hangs on beside the content and the file's place: what it is
 *     checked as
 * @param alone whether it hangs on nothing else; if not, on other files too
 * @param decoder makes a text of bytes
 * @param body what to do
 */
record FileCheck(String context, boolean alone, Decoder decoder, Body body) {
  /** Makes a text of bytes, or says what is wrong with them. */
  interface Decoder {
    /** The text; empty, with a problem, when it is none. */
    Optional<String> decode(byte[] bytes, Findings findings);
  }

  /** Checks one text. */
  interface Body {
    /** Adds what is wrong, and returns the file as it was read. */
    FileContent check(String text, Findings findings);
  }

  static FileCheck alone(String context, Body body) {
    return new FileCheck(context, true, SourceText::decode, body);
  }

  static FileCheck code(String context, Body body) {
    return new FileCheck(context, true, CodeText::decode, body);
  }

  static FileCheck withOthers(Body body) {
    return new FileCheck("", false, SourceText::decode, body);
  }
}
