package io.github.puppetha.code;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.jspecify.annotations.Nullable;

/** Which names of a git tree must not reach a disk. */
final class TreeNames {
  private static final int MAX_BYTES = 255;

  private final ObjectChecker checker = new ObjectChecker().setSafeForMacOS(true);

  /** Why the name (one part of a path) is refused; null when it is fine. */
  @Nullable String refusal(byte[] name) {
    if (name.length > MAX_BYTES) {
      return "whose name is longer than " + MAX_BYTES + " bytes";
    }
    for (byte b : name) {
      if (b == '\\' || b == '/' || b == 0) {
        return "whose name holds a separator or NUL";
      }
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      return "whose name is not UTF-8";
    }
    if (text.equals("..") || text.equals(".") || text.isEmpty()) {
      return "which would lead out of the tree";
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals(".git") || lower.equals(".puppet-ha") || lower.startsWith("git~")) {
      return "a name that is reserved";
    }
    try {
      checker.checkPathSegment(name, 0, name.length);
      return null;
    } catch (CorruptObjectException e) {
      return "a name that git forbids";
    }
  }
}
