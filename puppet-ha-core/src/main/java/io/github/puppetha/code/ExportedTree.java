package io.github.puppetha.code;

/**
 * What was written.
 *
 * @param files how many files and links
 * @param bytes the files' sizes together
 * @param digest as {@link TreeDigest} computes it from the same tree on disk
 */
public record ExportedTree(int files, long bytes, String digest) {}
