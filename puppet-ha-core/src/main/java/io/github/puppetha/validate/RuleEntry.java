package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import java.util.Locale;

/**
 * What the catalogue says of one rule.
 *
 * @param id {@code group/name}, as problems carry it
 * @param severity how grave it is, unless the summary says that the Puppet version decides
 * @param summary what is found, in one sentence without a full stop
 * @param example a source, or the commands, that trigger it; of one or more lines
 */
public record RuleEntry(String id, Severity severity, String summary, String example) {
  /** Of a constant of a group's enum, whose name in lower case is the rule's. */
  static RuleEntry of(
      String group, String constant, Severity severity, String summary, String example) {
    String id = group + "/" + constant.toLowerCase(Locale.ROOT);
    return new RuleEntry(id, severity, summary, example);
  }

  /** What stands before the slash. */
  public String group() {
    return id.substring(0, id.indexOf('/'));
  }
}
