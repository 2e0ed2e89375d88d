package io.github.puppetha.sameness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a parser says of one text: whether it accepts it, and what it found. */
record Verdict(boolean ok, List<Finding> findings) {

  /** Reads {@link #toString()}'s form. */
  static Verdict parse(String text) {
    List<String> parts = new ArrayList<>(Arrays.asList(text.split("; ")));
    boolean ok = parts.remove("ok");
    parts.remove("bad");
    return new Verdict(ok, parts.stream().map(Finding::parse).toList());
  }

  /** The first error by place, or null. */
  Finding firstError() {
    return findings.stream().filter(Finding::error).sorted().findFirst().orElse(null);
  }

  /** Does this say the same as Puppet, where Puppet tells it? */
  boolean agrees(Verdict puppet) {
    if (ok != puppet.ok || findings.size() != puppet.findings.size()) {
      return false;
    }
    List<Finding> rest = new ArrayList<>(findings);
    for (Finding finding : puppet.findings.stream().sorted().toList()) {
      Finding same = rest.stream().filter(ours -> ours.agrees(finding)).findFirst().orElse(null);
      if (!rest.remove(same)) {
        return false;
      }
    }
    return true;
  }

  /** The same verdict, and the first error on the same line, where Puppet tells one. */
  boolean sameLine(Verdict puppet) {
    Finding ours = firstError();
    Finding theirs = puppet.firstError();
    return ok == puppet.ok
        && (theirs == null
            || theirs.line() == null
            || (ours != null && Objects.equals(ours.line(), theirs.line())));
  }

  /** All of it in one line, errors first, each kind by place. */
  @Override
  public String toString() {
    if (findings.isEmpty()) {
      return ok ? "ok" : "bad";
    }
    String all =
        findings.stream().sorted().map(Finding::toString).collect(Collectors.joining("; "));
    return ok ? "ok; " + all : all;
  }
}
