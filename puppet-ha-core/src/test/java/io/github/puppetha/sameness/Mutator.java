package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Breaks Puppet code as a slip of the hand, of a merge or of an editor would. */
final class Mutator {
  private static final String CHARACTERS =
      "'\"{}[]()<>|$@%&*+-=~!?:;,./\\#_ \n\t\r\0aZ09é\u00a0\u2028😀";

  private static final List<String> WORDS =
      List.of(
          "class",
          "define",
          "node",
          "inherits",
          "if",
          "elsif",
          "else",
          "unless",
          "case",
          "default",
          "function",
          "type",
          "plan",
          "apply",
          "attr",
          "private",
          "undef",
          "true",
          "and",
          "or",
          "in",
          "notice",
          "include",
          "=>",
          "+>",
          "->",
          "~>",
          "<|",
          "|>",
          "<<|",
          "|>>",
          "@@",
          "@",
          "%",
          "/",
          "==",
          "=~",
          "+=",
          "*",
          "!",
          "?",
          "|",
          "||",
          "<%",
          "%>",
          "-%>",
          "<%=",
          "<%|",
          "|%>",
          "\\q",
          "\\u{1F}",
          "${",
          "$",
          "::",
          "Foo",
          "::Foo::Bar",
          "a::",
          "09",
          "0x",
          "1.2.3",
          "@(END)",
          "/x/",
          "/*",
          "*/",
          "''",
          "\"\"",
          "$x[0]",
          "$1",
          "$Foo",
          "99999999999999999999");

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  /** Compares over so many mutants of texts drawn from a corpus. */
  void over(Corpus corpus, int count, Comparison comparison) throws IOException {
    for (int i = 0; i < count; i++) {
      int file = random.nextInt(corpus.files().size());
      Judge.Text text = corpus.texts().get(file);
      byte[] mutant = mutate(text.string()).getBytes(StandardCharsets.UTF_8);
      comparison.compare(corpus.files().get(file).toString(), new Judge.Text(text.kind(), mutant));
    }
  }

  /** The text with one slip, sometimes two or three. */
  String mutate(String text) {
    String mutant = slip(text);
    for (int more = random.nextInt(6); more < 2; more++) {
      mutant = slip(mutant);
    }
    return mutant;
  }

  private String slip(String text) {
    List<String> tokens = new ArrayList<>(Pieces.tokens(text));
    if (tokens.isEmpty()) {
      return word();
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(11)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> Collections.swap(tokens, at, Math.min(at + 2, tokens.size() - 1));
      case 3 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
      case 4 -> tokens.subList(at, tokens.size()).clear();
      case 5 -> tokens.subList(0, at).clear();
      case 6 -> tokens.set(at, word());
      case 7 -> tokens.add(at, word());
      case 8 -> {
        return without(text, "'\"");
      }
      case 9 -> {
        return without(text, "{}[]()");
      }
      default -> {
        return changed(text);
      }
    }
    return String.join("", tokens);
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** One of these characters left out; a token doubled where there is none. */
  private String without(String text, String characters) {
    int[] places =
        text.chars().anyMatch(c -> characters.indexOf(c) >= 0)
            ? IntStream.range(0, text.length())
                .filter(i -> characters.indexOf(text.charAt(i)) >= 0)
                .toArray()
            : new int[] {random.nextInt(text.length())};
    int at = places[random.nextInt(places.length)];
    return text.substring(0, at) + text.substring(at + 1);
  }

  private String changed(String text) {
    List<String> characters = new ArrayList<>(Pieces.characters(text));
    int drawn =
        CHARACTERS.offsetByCodePoints(
            0, random.nextInt(CHARACTERS.codePointCount(0, CHARACTERS.length())));
    characters.set(
        random.nextInt(characters.size()), Character.toString(CHARACTERS.codePointAt(drawn)));
    return String.join("", characters);
  }
}
