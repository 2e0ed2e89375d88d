package io.github.puppetha.conf;

/**
 * A file of configuration, to be looked at and then put in its place.
 *
 * @param path relative, with {@code /} between its parts
 * @param text its content, which ends with a newline
 */
public record RenderedFile(String path, String text) {}
