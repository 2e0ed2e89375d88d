package io.github.puppetha.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import org.jspecify.annotations.Nullable;

/** Writes plain values (maps, lists, strings, numbers, booleans, null) as JSON. */
public final class JsonWriter {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private JsonWriter() {}

  /** Indented by two spaces, with a final newline: for files that people read. */
  public static String write(@Nullable Object value) {
    return string(PRETTY, value) + "\n";
  }

  /** On one line: for the wire. */
  public static String compact(@Nullable Object value) {
    return string(MAPPER.writer(), value);
  }

  private static String string(ObjectWriter writer, @Nullable Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a plain value: " + e.getOriginalMessage(), e);
    }
  }
}
