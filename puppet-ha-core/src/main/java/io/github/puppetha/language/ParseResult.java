package io.github.puppetha.language;

import io.github.puppetha.Problem;
import java.util.List;
import java.util.Optional;

/** What {@link PuppetParser} made of a text. Immutable. */
public final class ParseResult {
  private final Optional<Program> program;
  private final List<Problem> problems;
  private final List<Comment> comments;
  private final Lines lines;

  ParseResult(
      Optional<Program> program, List<Problem> problems, List<Comment> comments, Lines lines) {
    this.program = program;
    this.problems = List.copyOf(problems);
    this.comments = List.copyOf(comments);
    this.lines = lines;
  }

  /** The syntax tree; empty when the text does not parse. */
  public Optional<Program> program() {
    return program;
  }

  /** What Puppet reports, and what was found beside it after a syntax error; as found, unsorted. */
  public List<Problem> problems() {
    return problems;
  }

  /** All comments of the code, in order. */
  public List<Comment> comments() {
    return comments;
  }

  /** Where offsets are. */
  public Lines lines() {
    return lines;
  }
}
