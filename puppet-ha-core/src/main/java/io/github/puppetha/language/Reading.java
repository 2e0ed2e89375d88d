package io.github.puppetha.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The reading of one text: lexer, parser, checks. */
final class Reading {
  /** How deep the parser may call itself on an ordinary stack. */
  private static final int SHALLOW = 300;

  /** The same on a large one; Puppet itself gives up at some 700 to 1,000 brackets. */
  private static final int DEEP = 3_000;

  /** How high a tree may be; Puppet itself gives up at about that. */
  private static final int HIGHEST = 1_200;

  private static final long STACK = 64L << 20;

  private final Lexer lexer;
  private final boolean template;
  private final CheckerOptions options;
  private final Lines lines;
  private final Diagnostics diagnostics;
  private final Warnings warnings = new Warnings();

  private Reading(String name, String text, int puppetVersion, CheckerOptions options) {
    this.template = name.endsWith(".epp");
    this.options = options;
    this.lines = new Lines(text);
    this.diagnostics = new Diagnostics(name, lines, puppetVersion);
    this.lexer = new Lexer(text.toCharArray(), text.length(), options.tasks(), warnings);
  }

  static ParseResult read(String name, String text, int puppetVersion, CheckerOptions options) {
    return new Reading(name, text, puppetVersion, options).read();
  }

  private ParseResult read() {
    warnings.lexer = lexer;
    lexer.run(template);
    Optional<Program> program = parse(SHALLOW);
    return new ParseResult(program, diagnostics.problems(), lexer.comments(), lines);
  }

  private Optional<Program> parse(int depth) {
    Parser parser = new Parser(lexer, depth);
    try {
      Program program = parser.program();
      if (parser.mayBeHigh() && height(program) > HIGHEST) {
        throw SyntaxError.tooDeep(program.offset());
      }
      warnings.report(parser.position(), diagnostics);
      return parser.mayBeHigh() && depth == SHALLOW
          ? onLargeStack(() -> check(program))
          : check(program);
    } catch (SyntaxError e) {
      if (e.isTooDeep() && depth == SHALLOW) {
        return onLargeStack(() -> parse(DEEP));
      }
      warnings.report(parser.position(), diagnostics);
      report(e);
      if (!e.isTooDeep()) {
        Recovery.report(parser, diagnostics);
      }
      return Optional.empty();
    }
  }

  private void report(SyntaxError e) {
    if (e.start() < 0) {
      diagnostics.add(e.issue(), e.getMessage());
    } else {
      diagnostics.add(e.issue(), e.start(), e.end(), e.getMessage());
    }
  }

  private Optional<Program> check(Program program) {
    Checker.check(program, options, diagnostics);
    return Optional.of(program);
  }

  private static Optional<Program> onLargeStack(Supplier<Optional<Program>> work) {
    List<Optional<Program>> result = new ArrayList<>(1);
    Thread thread = new Thread(null, () -> result.add(work.get()), "puppet-parser", STACK);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result.get(0);
  }

  /** Without recursion, for trees that may be too high for it. */
  private static int height(Program program) {
    Deque<Node> nodes = new ArrayDeque<>();
    Deque<Integer> heights = new ArrayDeque<>();
    nodes.push(program);
    heights.push(1);
    int highest = 0;
    while (!nodes.isEmpty()) {
      Node node = nodes.pop();
      int height = heights.pop();
      highest = Math.max(highest, height);
      node.forEachChild(
          child -> {
            nodes.push(child);
            heights.push(height + 1);
          });
    }
    return highest;
  }

  /** The lexer's warnings, kept until it is known how far the parser got. */
  private static final class Warnings implements Lexer.Warnings {
    private final List<Warning> warnings = new ArrayList<>(0);
    private @Nullable Lexer lexer;

    private record Warning(Issue issue, int offset, int token, String message) {}

    @Override
    public void warn(Issue issue, int offset, String message) {
      warnings.add(new Warning(issue, offset, lexer == null ? 0 : lexer.before, message));
    }

    void report(int reached, Diagnostics diagnostics) {
      for (Warning warning : warnings) {
        if (warning.token <= reached) {
          diagnostics.add(warning.issue, warning.offset, warning.offset, warning.message);
        }
      }
    }
  }
}
