package io.github.puppetha.validate;

/**
 * How a file is checked.
 *
 * @param context what the outcome hangs on beside the content and the file's place: what it is
 *     checked as
 * @param alone whether it hangs on nothing else; if not, on other files too
 * @param body what to do
 */
record FileCheck(String context, boolean alone, Body body) {
  /** Checks one text. */
  interface Body {
    /** Adds what is wrong, and returns the file as it was read. */
    FileContent check(String text, Findings findings);
  }

  static FileCheck alone(String context, Body body) {
    return new FileCheck(context, true, body);
  }

  static FileCheck withOthers(Body body) {
    return new FileCheck("", false, body);
  }
}
