package io.github.puppetha.discovery.zone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message of RFC 2136: what must still be so, and what is to become so. All of it happens, or
 * nothing.
 *
 * @param expects whole sets as they were read, an empty one where there must be none; compared
 *     without times to live, as RFC 2136 does
 * @param edits whole sets as they are to be, an empty one where there are to be none; at most one
 *     for a name
 */
public record ZoneChange(List<Expect> expects, List<Edit> edits) {

  /** Copies the lists. */
  public ZoneChange {
    expects = List.copyOf(expects);
    edits = List.copyOf(edits);
  }

  /** What must still be so. */
  public sealed interface Expect {
    /** The SRV records of a name are exactly these. */
    record Srv(SrvSet set) implements Expect {}

    /** The TXT records of a name are exactly these. */
    record Txt(TxtSet set) implements Expect {}
  }

  /** What is to become so. */
  public sealed interface Edit {
    /** The SRV records of a name are replaced by these. */
    record Srv(SrvSet set) implements Edit {}

    /** The TXT records of a name are replaced by these. */
    record Txt(TxtSet set) implements Edit {}
  }

  /** A change of what was read; each set that is changed is expected to be as it was read. */
  public static Builder of(ZoneContent read) {
    return new Builder(read);
  }

  /** Gathers a change. Not for several threads. */
  public static final class Builder {
    private final ZoneContent read;
    private final Map<String, Expect> expects = new LinkedHashMap<>();
    private final Map<String, Edit> edits = new LinkedHashMap<>();

    private Builder(ZoneContent read) {
      this.read = read;
    }

    /** These SRV records in place of those of the same name. */
    public Builder set(SrvSet set) {
      expectSrv(set.name());
      edits.put(set.name(), new Edit.Srv(set));
      return this;
    }

    /** These TXT records in place of those of the same name. */
    public Builder set(TxtSet set) {
      expectTxt(set.name());
      edits.put(set.name(), new Edit.Txt(set));
      return this;
    }

    /** The SRV records of a name must be as they were read, though they are not changed. */
    public Builder expectSrv(String name) {
      SrvSet set =
          read.srv().stream()
              .filter(s -> s.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("not read: " + name));
      expects.put(name, new Expect.Srv(set));
      return this;
    }

    /** The TXT records of a name must be as they were read, though they are not changed. */
    public Builder expectTxt(String name) {
      expects.put(name, new Expect.Txt(read.txt(name)));
      return this;
    }

    /** The change. */
    public ZoneChange build() {
      return new ZoneChange(new ArrayList<>(expects.values()), new ArrayList<>(edits.values()));
    }
  }
}
