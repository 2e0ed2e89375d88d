package io.github.puppetha.validate;

import java.util.regex.Pattern;

/** Versions and ranges of versions, as Puppet's module tool reads them. */
final class SemanticVersions {
  private static final String NUMBER = "(?:0|[1-9][0-9]*)";
  private static final String PLACE = "(?:[xX*]|" + NUMBER + ")";
  private static final String PARTS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*+";
  private static final String QUALIFIER = "(?:-" + PARTS + ")?(?:\\+" + PARTS + ")?";
  private static final String PARTIAL =
      PLACE + "(?:\\." + PLACE + "(?:\\." + PLACE + QUALIFIER + ")?)?";
  private static final Pattern VERSION =
      Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + QUALIFIER);
  private static final Pattern SIMPLE = Pattern.compile("(?:<=|>=|~>|~=|[<>=~^])?" + PARTIAL);
  private static final Pattern HYPHEN = Pattern.compile(PARTIAL + "\\s+-\\s+" + PARTIAL);
  private static final Pattern AFTER_OPERATOR = Pattern.compile("([><=~^])(?:\\s+|\\s*v)");
  private static final int LONGEST = 1000;

  private SemanticVersions() {}

  /** Is it a version by SemVer 2.0.0, of three numbers? */
  static boolean isVersion(String text) {
    return text.length() <= LONGEST && VERSION.matcher(text).matches();
  }

  /** Is it a range such as {@code >= 1.2.0 < 3.0.0 || 4.x}? */
  static boolean isRange(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    String plain = AFTER_OPERATOR.matcher(text).replaceAll("$1");
    for (String alternative : plain.split("\\s*\\|\\|\\s*")) {
      if (!isAlternative(alternative)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlternative(String text) {
    if (HYPHEN.matcher(text).matches()) {
      return true;
    }
    for (String simple : text.split("\\s+")) {
      if (!SIMPLE.matcher(simple).matches()) {
        return false;
      }
    }
    return true;
  }
}
