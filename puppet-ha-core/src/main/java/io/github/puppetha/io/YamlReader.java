package io.github.puppetha.io;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads one YAML 1.1 document, which is what Ruby's parser reads, into a {@link Tree}. Nothing is
 * instantiated. Rules: {@code yaml/syntax}, {@code yaml/duplicate_key}, {@code yaml/tab}.
 */
public final class YamlReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NODES = 1_000_000;

  private final String file;
  private final String[] lines;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Node, Boolean> open = new IdentityHashMap<>();
  private SourceRange current = SourceRange.at(1, 1);
  private int nodes;

  private YamlReader(String file, String text) {
    this.file = file;
    boolean astral = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
    this.lines = astral ? text.split("\r\n|[\n\r\u0085\u2028\u2029]", -1) : new String[0];
  }

  /** Reads a text; never throws for what stands in it. */
  public static ReadResult read(String file, String text) {
    YamlReader reader = new YamlReader(file, text);
    List<Tree> roots = new ArrayList<>();
    reader.parse(text, false, roots);
    return new ReadResult(roots.stream().findFirst(), reader.problems);
  }

  /**
   * Reads a text of any number of documents; never throws for what stands in it. The root is a list
   * of those that could be read.
   */
  public static ReadResult readAll(String file, String text) {
    YamlReader reader = new YamlReader(file, text);
    List<Tree> roots = new ArrayList<>();
    reader.parse(text, true, roots);
    SourceRange start = roots.isEmpty() ? SourceRange.at(1, 1) : roots.get(0).range();
    return new ReadResult(Optional.of(new Tree.ListNode(start, roots)), reader.problems);
  }

  private void parse(String text, boolean several, List<Tree> roots) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(1000);
    options.setCodePointLimit(Integer.MAX_VALUE);
    try {
      CodePoints points = new CodePoints(text);
      Composer composer = new Composer(new ParserImpl(points, options), new Resolver(), options);
      if (several) {
        while (composed(points, composer::checkNode)) {
          roots.add(convert(composed(points, composer::getNode)));
        }
      } else {
        Node node = composed(points, composer::getSingleNode);
        if (node != null) {
          roots.add(convert(node));
        }
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      SourceRange range = mark == null ? null : range(mark, mark);
      problems.add(syntax(range, mark, String.valueOf(e.getProblem()), e.getContext()));
    } catch (ReaderException e) {
      problems.add(
          Problem.error(file, place(text, e.getPosition()), "yaml/syntax", unprintable(e)));
    } catch (YAMLException | IllegalArgumentException | StackOverflowError e) {
      // SnakeYAML has an argument's error for some tags that are none: !%20
      problems.add(Problem.error(file, current, "yaml/syntax", "not YAML: " + e.getMessage()));
    }
  }

  /** Remembers how far the text was read, for what is thrown without a place. */
  private <T extends @Nullable Object> T composed(CodePoints points, Supplier<T> step) {
    try {
      return step.get();
    } finally {
      current = range(points.getMark(), points.getMark());
    }
  }

  private Problem syntax(
      @Nullable SourceRange range, @Nullable Mark mark, String problem, @Nullable String context) {
    if (mark != null && tabAt(mark)) {
      return Problem.error(
          file, range, "yaml/tab", "a tab cannot indent YAML; use spaces in its place");
    }
    String where = context == null ? "" : " (" + context + ")";
    return Problem.error(file, range, "yaml/syntax", "not YAML: " + problem + where);
  }

  private static boolean tabAt(Mark mark) {
    int[] points = mark.getBuffer();
    int at = mark.getPointer();
    return at < points.length && points[at] == '\t';
  }

  private static String unprintable(ReaderException e) {
    return String.format("not YAML: the character U+%04X is not allowed", e.getCodePoint());
  }

  private static SourceRange place(String text, int codePoints) {
    int end = text.offsetByCodePoints(0, codePoints);
    int line = 1;
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return SourceRange.at(line, end - start + 1);
  }

  private Tree convert(Node node) {
    SourceRange range = range(node.getStartMark(), node.getEndMark());
    current = range;
    if (++nodes > MAX_NODES) {
      throw new YAMLException("more than " + MAX_NODES + " values (aliases counted each time)");
    }
    if (open.put(node, true) != null) {
      throw new YAMLException("an anchor that contains itself, line " + range.line());
    }
    try {
      return switch (node.getNodeId()) {
        case mapping -> map(range, (MappingNode) node);
        case sequence -> list(range, (SequenceNode) node);
        default -> scalar(range, (ScalarNode) node);
      };
    } finally {
      open.remove(node);
    }
  }

  private Tree map(SourceRange range, MappingNode node) {
    List<Tree.Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Map<String, Integer> first = new HashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      SourceRange at = range(tuple.getKeyNode().getStartMark(), tuple.getKeyNode().getEndMark());
      Tree.Scalar key =
          convert(tuple.getKeyNode()) instanceof Tree.Scalar s
              ? s
              : new Tree.Scalar(at, "?", Tree.Type.OTHER);
      String same = identity(key);
      if (key.type() != Tree.Type.OTHER && !seen.add(same)) {
        String message =
            "the key '" + key.text() + "' stands twice, first in line " + first.get(same);
        problems.add(Problem.error(file, at, "yaml/duplicate_key", message));
      }
      first.putIfAbsent(same, at.line());
      entries.add(new Tree.Entry(key, convert(tuple.getValueNode())));
    }
    return new Tree.MapNode(range, entries);
  }

  /** Equal for keys that are one key to Ruby: {@code yes} and {@code true}, not 1 and '1'. */
  private static String identity(Tree.Scalar key) {
    return switch (key.type()) {
      case BOOLEAN ->
          "?" + Set.of("yes", "true", "on").contains(key.text().toLowerCase(Locale.ROOT));
      case NULL -> "?null";
      case INTEGER, FLOAT -> "?" + key.text();
      default -> "'" + key.text();
    };
  }

  private Tree list(SourceRange range, SequenceNode node) {
    return new Tree.ListNode(range, node.getValue().stream().map(this::convert).toList());
  }

  private static Tree scalar(SourceRange range, ScalarNode node) {
    return new Tree.Scalar(range, node.getValue(), type(node.getTag()));
  }

  private static Tree.Type type(Tag tag) {
    if (Tag.STR.equals(tag)) {
      return Tree.Type.STRING;
    } else if (Tag.INT.equals(tag)) {
      return Tree.Type.INTEGER;
    } else if (Tag.FLOAT.equals(tag)) {
      return Tree.Type.FLOAT;
    } else if (Tag.BOOL.equals(tag)) {
      return Tree.Type.BOOLEAN;
    }
    return Tag.NULL.equals(tag) ? Tree.Type.NULL : Tree.Type.OTHER;
  }

  private SourceRange range(Mark start, Mark end) {
    return new SourceRange(start.getLine() + 1, column(start), end.getLine() + 1, column(end));
  }

  /** SnakeYAML counts code points; the columns of ranges are UTF-16 units. */
  private int column(Mark mark) {
    if (mark.getLine() >= lines.length) {
      return mark.getColumn() + 1;
    }
    String line = lines[mark.getLine()];
    int points = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
    return line.offsetByCodePoints(0, points) + 1;
  }
}
