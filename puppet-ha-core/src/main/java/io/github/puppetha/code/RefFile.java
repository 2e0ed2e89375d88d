package io.github.puppetha.code;

/**
 * A small file at a reference.
 *
 * @param commit the commit that the reference stands at
 * @param content the file, as UTF-8
 */
public record RefFile(String commit, String content) {}
