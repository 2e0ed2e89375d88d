package io.github.puppetha.sameness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a text smaller as long as something still holds of it: lines, then tokens, then letters.
 */
final class Minimiser {
  private static final int TRIES = 3_000;

  /** What is to hold. */
  interface Claim {
    boolean holds(String text) throws IOException;
  }

  private final Claim claim;
  private int tries = TRIES;

  Minimiser(Claim claim) {
    this.claim = claim;
  }

  String minimise(String text) throws IOException {
    String small = text;
    for (String before = ""; !small.equals(before); ) {
      before = small;
      List<Function<String, List<String>>> cuts =
          List.of(Pieces::lines, Pieces::tokens, Pieces::characters);
      for (Function<String, List<String>> cut : cuts) {
        if (cut.apply(small).size() <= 400) {
          small = shrink(new ArrayList<>(cut.apply(small)));
        }
      }
    }
    return small;
  }

  private String shrink(List<String> pieces) throws IOException {
    for (int size = Math.max(1, pieces.size() / 2); size >= 1; size /= 2) {
      for (int at = 0; at + size <= pieces.size() && tries > 0; ) {
        List<String> fewer = new ArrayList<>(pieces.subList(0, at));
        fewer.addAll(pieces.subList(at + size, pieces.size()));
        tries--;
        if (claim.holds(String.join("", fewer))) {
          pieces.clear();
          pieces.addAll(fewer);
        } else {
          at += size;
        }
      }
    }
    return String.join("", pieces);
  }
}
