package io.github.puppetha.code;

import java.io.IOException;

/** Digests and counts what goes through it to another sink. */
final class DigestSink implements TreeSink {
  private final TreeSink to;
  private final TreeDigest digest = new TreeDigest();
  private int files;
  private long bytes;

  DigestSink(TreeSink to) {
    this.to = to;
  }

  @Override
  public void directory(String path) throws IOException {
    to.directory(path);
  }

  @Override
  public void file(String path, boolean program, byte[] content) throws IOException {
    to.file(path, program, content);
    digest.file(path, program, content);
    files++;
    bytes += content.length;
  }

  @Override
  public void link(String path, String target) throws IOException {
    to.link(path, target);
    digest.link(path, target);
    files++;
  }

  ExportedTree exported() {
    return new ExportedTree(files, bytes, digest.value());
  }
}
