package io.github.puppetha.language;

/** Reads a text that stands in another: what {@link PuppetParser} does. */
@FunctionalInterface
interface NestedParser {
  /** A template when the name ends in {@code .epp}. */
  ParseResult read(String name, String text);
}
