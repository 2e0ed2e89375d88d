package io.github.puppetha.discovery.zone;

import java.util.List;

/**
 * All TXT records of one name, as read.
 *
 * @param name the owner, without a final dot
 * @param values a text for each record (its strings joined), sorted; empty when there are none
 */
public record TxtSet(String name, List<String> values) {
  /** Sorts the values. */
  public TxtSet {
    values = values.stream().sorted().toList();
  }
}
