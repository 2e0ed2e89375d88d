package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what the cache holds. What it reads may be anything: counts and lengths are not
 * believed, and whatever makes no sense is an exception.
 */
final class CacheCodec {
  private CacheCodec() {}

  static <F> byte[] write(FileResult<F> result, CrossFileRules<F> rules) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBoolean(result.checked());
      problems(result.problems(), out);
      out.writeBoolean(result.facts().isPresent());
      if (result.facts().isPresent()) {
        rules.write(result.facts().get(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  static <F> FileResult<F> read(byte[] bytes, CrossFileRules<F> rules) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    boolean checked = in.readBoolean();
    List<Problem> problems = problems(in);
    Optional<F> facts = in.readBoolean() ? Optional.of(rules.read(in)) : Optional.empty();
    end(in);
    return new FileResult<>(checked, problems, facts);
  }

  static byte[] write(int files, List<Problem> problems) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(files);
      problems(problems, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  static Found read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int files = in.readInt();
    List<Problem> problems = problems(in);
    end(in);
    return new Found(files, problems);
  }

  private static void end(DataInputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new IOException("more than was written");
    }
  }

  private static void problems(List<Problem> problems, DataOutput out) throws IOException {
    out.writeInt(problems.size());
    for (Problem problem : problems) {
      string(problem.file(), out);
      range(problem.range(), out);
      out.writeByte(problem.severity().ordinal());
      string(problem.rule(), out);
      string(problem.message(), out);
      out.writeInt(problem.causes().size());
      for (String cause : problem.causes()) {
        string(cause, out);
      }
    }
  }

  private static List<Problem> problems(DataInput in) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String file = string(in);
      @Nullable SourceRange range = range(in);
      Severity severity = Severity.values()[in.readByte()];
      String rule = string(in);
      String message = string(in);
      List<String> causes = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        causes.add(string(in));
      }
      problems.add(new Problem(file, range, severity, rule, message, causes));
    }
    return problems;
  }

  private static void range(@Nullable SourceRange range, DataOutput out) throws IOException {
    out.writeBoolean(range != null);
    if (range != null) {
      out.writeInt(range.line());
      out.writeInt(range.column());
      out.writeInt(range.endLine());
      out.writeInt(range.endColumn());
    }
  }

  private static @Nullable SourceRange range(DataInput in) throws IOException {
    return in.readBoolean()
        ? new SourceRange(in.readInt(), in.readInt(), in.readInt(), in.readInt())
        : null;
  }

  /** Writes a string of any length. */
  static void string(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads a string, and takes no memory for more than there is. */
  static String string(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || in instanceof DataInputStream stream && length > stream.available()) {
      throw new IOException("a string of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
