package io.github.puppetha.validate;

import io.github.puppetha.conf.MachineRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The catalogue of all rules. Immutable. */
public final class Rules {
  private static final Map<String, RuleEntry> BY_ID = byId();

  private Rules() {}

  /** Every rule, sorted by its id. */
  public static List<RuleEntry> all() {
    return List.copyOf(BY_ID.values());
  }

  /** The rule of this id. */
  public static Optional<RuleEntry> find(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  private static Map<String, RuleEntry> byId() {
    Map<String, RuleEntry> rules = new TreeMap<>();
    Stream.<Rule[]>of(
            ConfRule.values(),
            LayoutRule.values(),
            ReferenceRule.values(),
            HieraRule.values(),
            EnvironmentRule.values(),
            MetadataRule.values(),
            PuppetfileRule.values(),
            RecoveredRule.values(),
            SyntaxRule.values())
        .flatMap(Stream::of)
        .map(Rule::entry)
        .forEach(entry -> rules.put(entry.id(), entry));
    for (MachineRule rule : MachineRule.values()) {
      rules.put(
          rule.id(), new RuleEntry(rule.id(), rule.severity(), rule.summary(), rule.example()));
    }
    return Collections.unmodifiableMap(rules);
  }
}
