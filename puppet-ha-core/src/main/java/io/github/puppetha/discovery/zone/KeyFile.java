package io.github.puppetha.discovery.zone;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with one TSIG key as BIND writes and reads it: {@code key "NAME" { algorithm …; secret …;
 * };}.
 */
public final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final long LARGEST = 64 * 1024L;

  /** A comment; or a text in quotes, in which {@code //} is none: Base64 may have it. */
  private static final Pattern COMMENT =
      Pattern.compile("\"[^\"]*\"|/\\*.*?\\*/|//[^\\n]*|#[^\\n]*", Pattern.DOTALL);

  private static final Pattern KEY =
      Pattern.compile("\\s*key\\s+(\"[^\"]*\"|[^\\s\"{;]+)\\s*\\{([^{}]*)\\}\\s*;?\\s*");
  private static final Pattern OPTION =
      Pattern.compile("\\s*([a-z]+)\\s+(\"[^\"]*\"|[^\\s\";]+)\\s*;");

  private KeyFile() {}

  /**
   * Reads it.
   *
   * @throws PuppetHaException when it cannot be read or holds no key that can be used, with the
   *     file, the value and the rule
   */
  public static TsigKey read(Path file) {
    String hint = "; tsig-keygen -a hmac-sha256 NAME makes such a file";
    try {
      if (Files.size(file) > LARGEST) {
        throw new PuppetHaException("TSIG key file " + file + " is larger than 64 KiB" + hint);
      }
      TsigKey key = parse(Files.readString(file, StandardCharsets.UTF_8));
      warnOfReaders(file);
      return key;
    } catch (IllegalArgumentException e) {
      throw new PuppetHaException("TSIG key file " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new PuppetHaException(
          "cannot read the TSIG key file " + file + ": " + Failures.text(e) + hint, e);
    }
  }

  private static void warnOfReaders(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      LOG.warn("everyone on this machine can read the TSIG key in {}: chmod 0640 it", file);
    }
  }

  private static TsigKey parse(String text) {
    Matcher key = KEY.matcher(withoutComments(text));
    if (!key.matches()) {
      throw new IllegalArgumentException(
          "it is not one key as BIND has it: key \"NAME\" { algorithm hmac-sha256; secret \"…\";"
              + " };");
    }
    Map<String, String> options = new HashMap<>();
    Matcher option = OPTION.matcher(key.group(2));
    int end = 0;
    while (option.find(end) && option.start() == end) {
      options.put(option.group(1), unquoted(option.group(2)));
      end = option.end();
    }
    if (!key.group(2).substring(end).isBlank()) {
      throw new IllegalArgumentException(
          "what stands between the braces is not 'algorithm …; secret \"…\";'");
    }
    return TsigKey.of(
        unquoted(key.group(1)),
        TsigKey.Algorithm.of(needed(options, "algorithm")),
        needed(options, "secret"));
  }

  private static String withoutComments(String text) {
    return COMMENT
        .matcher(text)
        .replaceAll(m -> m.group().startsWith("\"") ? Matcher.quoteReplacement(m.group()) : " ");
  }

  private static String needed(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name))
        .orElseThrow(() -> new IllegalArgumentException("the key has no '" + name + "'"));
  }

  private static String unquoted(String text) {
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }
}
