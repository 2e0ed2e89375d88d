package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts texts before a real Puppet and this library's parser, and counts where they differ. */
final class Comparison {
  /** How far two verdicts are apart, from nothing to everything. */
  enum Gap {
    NONE,
    /** Of the rest of what was found, something differs: further errors, warnings. */
    REST,
    /** The first error has another code or column. */
    PLACE,
    /** The first error is on another line. */
    LINE,
    /** One accepts what the other refuses. */
    VERDICT;

    static Gap between(Verdict puppet, Verdict ours) {
      if (puppet.ok() != ours.ok()) {
        return VERDICT;
      }
      if (!ours.sameLine(puppet)) {
        return LINE;
      }
      Finding theirs = puppet.firstError();
      if (theirs != null && !ours.firstError().agrees(theirs)) {
        return PLACE;
      }
      return ours.agrees(puppet) ? NONE : REST;
    }
  }

  /** A text on which they are apart. */
  record Apart(String name, Judge.Text text, Gap gap, Verdict puppet, Verdict ours) {
    /** As a row of a table. */
    String row() {
      return text.kind()
          + ": "
          + text.string().replace("\n", "␊").replace("\r", "␍").replace("\t", "␉");
    }

    @Override
    public String toString() {
      return "%s %s%n%s%n    puppet %s%n    ours   %s".formatted(gap, name, row(), puppet, ours);
    }
  }

  private final Judge puppet;
  private final Judge ours;
  private final List<Apart> apart = new ArrayList<>();
  private int count;
  private int bad;

  Comparison(Judge puppet, Judge ours) {
    this.puppet = puppet;
    this.ours = ours;
  }

  void compare(String name, Judge.Text text) throws IOException {
    Verdict theirs = puppet.judge(List.of(text)).get(0);
    Verdict mine = ours.judge(List.of(text)).get(0);
    count++;
    bad += theirs.ok() ? 0 : 1;
    Gap gap = Gap.between(theirs, mine);
    if (gap != Gap.NONE) {
      apart.add(new Apart(name, text, gap, theirs, mine));
    }
  }

  List<Apart> apart() {
    return apart;
  }

  List<Apart> apart(Gap gap) {
    return apart.stream().filter(one -> one.gap() == gap).toList();
  }

  int bad() {
    return bad;
  }

  /** The smallest text that is as far apart. */
  Apart minimised(Apart one) throws IOException {
    Kind kind = one.text().kind();
    String small =
        new Minimiser(text -> judged(one.name(), kind, text).gap() == one.gap())
            .minimise(one.text().string());
    return judged(one.name(), kind, small);
  }

  private Apart judged(String name, Kind kind, String text) throws IOException {
    Judge.Text small = new Judge.Text(kind, text.getBytes(StandardCharsets.UTF_8));
    Verdict theirs = puppet.judge(List.of(small)).get(0);
    Verdict mine = ours.judge(List.of(small)).get(0);
    return new Apart(name, small, Gap.between(theirs, mine), theirs, mine);
  }

  @Override
  public String toString() {
    return ("%d texts, %d bad; other verdict %d, other first line %d (%.3f %% of the bad),"
            + " other code or column %d, other further findings %d")
        .formatted(
            count,
            bad,
            apart(Gap.VERDICT).size(),
            apart(Gap.LINE).size(),
            100.0 * apart(Gap.LINE).size() / Math.max(1, bad),
            apart(Gap.PLACE).size(),
            apart(Gap.REST).size());
  }
}
