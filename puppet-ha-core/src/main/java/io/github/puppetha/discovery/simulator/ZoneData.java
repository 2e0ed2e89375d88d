package io.github.puppetha.discovery.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;

/** Zone files as text. */
final class ZoneData implements NameData {
  private final Map<Name, List<Record>> records = new HashMap<>();

  /**
   * Adds a zone file (RFC 1035, section 5).
   *
   * @throws IllegalArgumentException when it is not understood
   */
  ZoneData add(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    try (Master master = new Master(new ByteArrayInputStream(bytes), Name.root, 300)) {
      master.disableIncludes();
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        records.computeIfAbsent(r.getName(), n -> new ArrayList<>()).add(r);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not the text of a zone file: " + e.getMessage(), e);
    }
    return this;
  }

  ZoneData copy() {
    ZoneData copy = new ZoneData();
    records.forEach((name, list) -> copy.records.put(name, List.copyOf(list)));
    return copy;
  }

  @Override
  public SrvFound srv(String text) {
    Name name = name(text);
    Name end = name == null ? null : alias(name);
    if (end == null) {
      return SrvFound.nothing(SrvFound.Kind.FAILURE);
    }
    List<Srv> found = records.getOrDefault(end, List.of()).stream().flatMap(Targets::srv).toList();
    if (!found.isEmpty()) {
      return new SrvFound(SrvFound.Kind.FOUND, found);
    }
    boolean exists = records.keySet().stream().anyMatch(known -> known.subdomain(end));
    return SrvFound.nothing(exists ? SrvFound.Kind.EMPTY : SrvFound.Kind.NO_SUCH_NAME);
  }

  @Override
  public List<String> addresses(String host) {
    Name name = name(host);
    Name end = name == null ? null : alias(name);
    return end == null
        ? List.of()
        : records.getOrDefault(end, List.of()).stream().flatMap(Targets::address).toList();
  }

  /** A zone with its SOA record is whole: what it does not hold does not exist. */
  @Override
  public boolean knows(String host) {
    Name name = name(host);
    return name == null
        || records.values().stream()
            .flatMap(List::stream)
            .anyMatch(
                r ->
                    r instanceof SOARecord
                        ? name.subdomain(r.getName())
                        : r.getName().equals(name));
  }

  private @Nullable Name alias(Name asked) {
    Set<Name> seen = new HashSet<>();
    Name name = asked;
    while (seen.add(name)) {
      Name next = null;
      for (Record r : records.getOrDefault(name, List.of())) {
        next = r instanceof CNAMERecord cname ? cname.getTarget() : next;
      }
      if (next == null) {
        return name;
      }
      name = next;
    }
    return null;
  }

  private static @Nullable Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      return null;
    }
  }
}
