package io.github.puppetha.sameness;

import java.util.Comparator;

/**
 * One error or warning. Null stands for what is not told.
 *
 * @param code Puppet's issue code; {@code -} for what has none
 */
record Finding(boolean error, String code, Integer line, Integer column, String message)
    implements Comparable<Finding> {
  private static final Comparator<Integer> LAST = Comparator.nullsLast(Comparator.naturalOrder());

  static Finding parse(String text) {
    String[] part = text.split(" ");
    String[] place = part[2].split(":");
    return new Finding(
        part[0].equals("error"),
        part[1],
        number(place[0]),
        place.length < 2 ? null : number(place[1]),
        "");
  }

  static Integer number(String text) {
    return text.equals("-") ? null : Integer.valueOf(text);
  }

  /** The same but for the place where the other tells none, and but for the message. */
  boolean agrees(Finding puppet) {
    return error == puppet.error
        && code.equals(puppet.code)
        && (puppet.line == null || puppet.line.equals(line))
        && (puppet.column == null || puppet.column.equals(column));
  }

  @Override
  public int compareTo(Finding other) {
    return Comparator.comparing((Finding finding) -> !finding.error)
        .thenComparing(Finding::line, LAST)
        .thenComparing(Finding::column, LAST)
        .thenComparing(Finding::code)
        .compare(this, other);
  }

  @Override
  public String toString() {
    String place = line == null ? "-" : line + ":" + (column == null ? "-" : column);
    return (error ? "error " : "warning ") + code + " " + place;
  }
}
