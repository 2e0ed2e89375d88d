package io.github.puppetha.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
    digest.add(program ? TreeDigest.PROGRAM : TreeDigest.FILE, path, content);
    files++;
    bytes += content.length;
  }

  @Override
  public void link(String path, String target) throws IOException {
    to.link(path, target);
    digest.add(TreeDigest.LINK, path, target.getBytes(StandardCharsets.UTF_8));
    files++;
  }

  ExportedTree exported() {
    return new ExportedTree(files, bytes, digest.value());
  }
}
