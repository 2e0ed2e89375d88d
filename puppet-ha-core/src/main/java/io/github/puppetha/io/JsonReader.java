package io.github.puppetha.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON document (RFC 8259) into a {@link Tree}. Rules: {@code json/syntax}, {@code
 * json/duplicate_key}.
 */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String file;
  private final JsonParser parser;
  private final List<Problem> problems = new ArrayList<>();

  private JsonReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Reads a text; never throws for what stands in it. */
  public static ReadResult read(String file, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(file, parser);
      Optional<Tree> root = reader.document();
      return new ReadResult(root, reader.problems);
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string", e);
    }
  }

  private Optional<Tree> document() throws IOException {
    try {
      if (parser.nextToken() == null) {
        problems.add(
            Problem.error(file, SourceRange.at(1, 1), "json/syntax", "not JSON: it is empty"));
        return Optional.empty();
      }
      Tree root = value();
      if (parser.nextToken() != null) {
        problems.add(Problem.error(file, here(), "json/syntax", "not JSON: more than one value"));
      }
      return Optional.of(root);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      SourceRange range = at == null ? null : range(at);
      String message = "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("");
      problems.add(Problem.error(file, range, "json/syntax", message));
      return Optional.empty();
    }
  }

  private Tree value() throws IOException {
    SourceRange range = here();
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(range);
      case START_ARRAY -> array(range);
      case VALUE_STRING -> scalar(range, Tree.Type.STRING);
      case VALUE_NUMBER_INT -> scalar(range, Tree.Type.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(range, Tree.Type.FLOAT);
      case VALUE_TRUE, VALUE_FALSE -> scalar(range, Tree.Type.BOOLEAN);
      default -> scalar(range, Tree.Type.NULL);
    };
  }

  private Tree scalar(SourceRange range, Tree.Type type) throws IOException {
    return new Tree.Scalar(range, type == Tree.Type.NULL ? "" : parser.getText(), type);
  }

  private Tree object(SourceRange range) throws IOException {
    List<Tree.Entry> entries = new ArrayList<>();
    Map<String, Integer> first = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Tree.Scalar key = new Tree.Scalar(here(), parser.currentName(), Tree.Type.STRING);
      Integer before = first.putIfAbsent(key.text(), key.range().line());
      if (before != null) {
        String message = "the key '" + key.text() + "' stands twice, first in line " + before;
        problems.add(Problem.error(file, key.range(), "json/duplicate_key", message));
      }
      parser.nextToken();
      entries.add(new Tree.Entry(key, value()));
    }
    return new Tree.MapNode(to(range), entries);
  }

  private Tree array(SourceRange range) throws IOException {
    List<Tree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Tree.ListNode(to(range), items);
  }

  private SourceRange to(SourceRange start) {
    JsonLocation end = parser.currentLocation();
    return new SourceRange(start.line(), start.column(), end.getLineNr(), end.getColumnNr());
  }

  private SourceRange here() {
    return range(parser.currentTokenLocation());
  }

  private static SourceRange range(JsonLocation at) {
    return SourceRange.at(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
