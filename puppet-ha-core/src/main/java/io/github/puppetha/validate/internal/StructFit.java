package io.github.puppetha.validate.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Hashes against {@code Struct[{…}]}. */
final class StructFit {
  private StructFit() {}

  private record Member(Value type, boolean optional) {}

  static boolean fits(
      List<Value> arguments, List<Value.Entry> entries, BiPredicate<Value, Value> fits) {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof Value.Entries struct)) {
      return true;
    }
    Map<String, Member> members = new HashMap<>();
    for (Value.Entry member : struct.entries()) {
      Optional<String> name = name(member.key());
      if (name.isEmpty() || !(member.value() instanceof Value.Type)) {
        return true;
      }
      boolean optional =
          member.key() instanceof Value.Type key
              ? key.name().equals("optional")
              : fits.test(member.value(), new Value.Undef());
      members.put(name.get(), new Member(member.value(), optional));
    }
    return fits(members, entries, fits);
  }

  private static boolean fits(
      Map<String, Member> members, List<Value.Entry> entries, BiPredicate<Value, Value> fits) {
    Map<String, Member> missing = new HashMap<>(members);
    for (Value.Entry entry : entries) {
      if (!(entry.key() instanceof Value.Text key)) {
        return true;
      }
      Member member = members.get(key.text());
      if (member == null || !fits.test(member.type(), entry.value())) {
        return false;
      }
      missing.remove(key.text());
    }
    return missing.values().stream().allMatch(Member::optional);
  }

  /** Of {@code a}, {@code Optional[a]} and {@code NotUndef[a]}. */
  private static Optional<String> name(Value key) {
    if (key instanceof Value.Text text) {
      return Optional.of(text.text());
    } else if (key instanceof Value.Type type
        && type.arguments().size() == 1
        && type.arguments().get(0) instanceof Value.Text text) {
      return Optional.of(text.text());
    }
    return Optional.empty();
  }
}
