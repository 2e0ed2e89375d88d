package io.github.puppetha.sameness;

import java.util.Arrays;

/** As what a text is to be read. */
enum Kind {
  /** A manifest. */
  PP("pp"),
  /** A manifest of plans. */
  PP_TASKS("pp+tasks"),
  /** A template. */
  EPP("epp"),
  /** A template beside plans. */
  EPP_TASKS("epp+tasks");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  static Kind of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst().orElseThrow();
  }

  /** By a file's name: templates end in {@code .epp}, plans lie in a directory of that name. */
  static Kind ofFile(String path) {
    boolean tasks = ("/" + path).contains("/plans/");
    return path.endsWith(".epp") ? (tasks ? EPP_TASKS : EPP) : (tasks ? PP_TASKS : PP);
  }

  boolean tasks() {
    return this == PP_TASKS || this == EPP_TASKS;
  }

  boolean epp() {
    return this == EPP || this == EPP_TASKS;
  }

  @Override
  public String toString() {
    return word;
  }
}
