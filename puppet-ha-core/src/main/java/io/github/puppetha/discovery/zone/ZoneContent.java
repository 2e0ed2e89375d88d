package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import java.util.List;
import java.util.Optional;

/**
 * What a zone says of one SRV domain, as read at one server.
 *
 * @param names the domain's names
 * @param serial of the zone, when reading began; 0 to 4294967295
 * @param srv one set for each of {@link ZoneNames#srvNames()}, in that order; empty ones where
 *     there are no records
 * @param txt one set for each of {@link ZoneNames#txtNames()}, in that order
 */
public record ZoneContent(ZoneNames names, long serial, List<SrvSet> srv, List<TxtSet> txt) {
  /** Checks that every name is there. */
  public ZoneContent {
    srv = List.copyOf(srv);
    txt = List.copyOf(txt);
    if (!srv.stream().map(SrvSet::name).toList().equals(names.srvNames())
        || !txt.stream().map(TxtSet::name).toList().equals(names.txtNames())) {
      throw new IllegalArgumentException("sets must be those of " + names);
    }
  }

  /** A domain without any of these records. */
  public static ZoneContent empty(ZoneNames names) {
    return new ZoneContent(
        names,
        0,
        names.srvNames().stream().map(SrvSet::none).toList(),
        names.txtNames().stream().map(TxtSet::none).toList());
  }

  /** The records of a service; an empty set when it has none. */
  public SrvSet srv(Service service) {
    return srv.get(service.ordinal());
  }

  /** The TXT records of one of {@link ZoneNames#txtNames()}. */
  public TxtSet txt(String name) {
    return txt.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not among " + names + ": " + name));
  }

  /** The lease; empty when nobody ever took it, or its record is not of our form. */
  public Optional<ZoneLease> lease() {
    return txt(names.lease()).values().stream()
        .flatMap(value -> ZoneLease.parse(value).stream())
        .findFirst();
  }

  /** What people have drained. */
  public List<Drain> drains() {
    return txt(names.drains()).values().stream()
        .flatMap(value -> Drain.parse(value).stream())
        .toList();
  }

  /** Is this server or gateway drained? */
  public boolean isDrained(HostPort server) {
    return drains().stream().anyMatch(drain -> drain.server().equals(server));
  }

  /** The records that were taken out and are to come back. */
  public List<TakenOut> out() {
    return txt(names.out()).values().stream()
        .flatMap(value -> TakenOut.parse(value).stream())
        .toList();
  }
}
