package io.github.puppetha.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code %{…}} in a string of Hiera.
 *
 * @param whole with the braces
 * @param method what is called, as in {@code %{lookup('key')}}; empty for a variable
 */
record Interpolation(String whole, Optional<String> method) {
  private static final String METHODS = "(?:lookup|hiera|alias|scope|literal)";
  private static final Pattern BARE = Pattern.compile(METHODS + "\\(.*\\)", Pattern.DOTALL);
  private static final Pattern OPEN = Pattern.compile("%\\{\\s*" + METHODS + "\\(");
  private static final Pattern CALL = Pattern.compile("(\\w+)\\((?:\"[^\"]+\"|'[^']+')\\)");

  /** Is it {@code %{lookup(key)}}, which was meant for a call? */
  boolean isBareCall() {
    return BARE.matcher(whole.substring(2, whole.length() - 1).strip()).matches();
  }

  /** Does a string end in a call that lacks its closing brace? */
  static boolean isOpenCall(String text) {
    int start = text.lastIndexOf("%{");
    return start >= 0
        && text.indexOf('}', start) < 0
        && OPEN.matcher(text.substring(start)).lookingAt();
  }

  /** In the order of the string. One that is not closed is plain text, as Hiera has it. */
  static List<Interpolation> all(String text) {
    List<Interpolation> found = new ArrayList<>();
    int start = text.indexOf("%{");
    while (start >= 0) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      Matcher call = CALL.matcher(text.substring(start + 2, end).strip());
      Optional<String> method = call.matches() ? Optional.of(call.group(1)) : Optional.empty();
      found.add(new Interpolation(text.substring(start, end + 1), method));
      start = text.indexOf("%{", end);
    }
    return found;
  }
}
