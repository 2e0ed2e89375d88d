package io.github.puppetha.discovery.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order in which to try a host's addresses: destination address selection of RFC 6724, section
 * 6, with its policy table. Rules 3, 4 and 7 need what Java cannot know (deprecated and home
 * addresses, tunnels). Rule 9, the longest matching prefix, holds for IPv6 only: among IPv4
 * addresses it would undo the turns in which DNS gives them, and systems leave it out for that.
 */
public final class AddressOrder {
  private static final int GLOBAL = 14;
  private static final int SITE_LOCAL = 5;
  private static final int LINK_LOCAL = 2;

  /**
   * How much of a source address is compared: its subnet, whose prefix is this long in practice.
   */
  private static final int SUBNET = 64;

  private record Policy(byte[] prefix, int length, int precedence, int label) {}

  /** Section 2.1, longest prefixes first. */
  private static final List<Policy> POLICIES =
      List.of(
          policy(128, 50, 0, 0, 0, 0, 0, 0, 0, 0, 1), // ::1
          policy(96, 35, 4, 0, 0, 0, 0, 0, 0xffff, 0, 0), // IPv4
          policy(96, 1, 3), // IPv4-compatible
          policy(32, 5, 5, 0x2001), // Teredo
          policy(16, 30, 2, 0x2002), // 6to4
          policy(16, 1, 12, 0x3ffe), // 6bone
          policy(10, 1, 11, 0xfec0), // site-local
          policy(7, 3, 13, 0xfc00), // unique local
          policy(0, 40, 1)); // all others

  /**
   * A destination with what its place in the order depends on.
   *
   * @param bytes 16 of them, IPv4 as IPv4-mapped
   */
  private record Destination(
      InetAddress address,
      byte[] bytes,
      boolean unusable,
      boolean otherScope,
      boolean otherLabel,
      int precedence,
      int scope,
      int common) {}

  private static final Comparator<Destination> RULES =
      Comparator.comparing(Destination::unusable) // 1
          .thenComparing(Destination::otherScope) // 2
          .thenComparing(Destination::otherLabel) // 5
          .thenComparing(Destination::precedence, Comparator.reverseOrder()) // 6
          .thenComparing(Destination::scope) // 8
          .thenComparing(Destination::common, Comparator.reverseOrder()); // 9

  private final Function<InetAddress, Optional<InetAddress>> sources;

  /**
   * One that asks for source addresses.
   *
   * @param sources the address that this machine would send from to a destination; empty when it
   *     cannot
   */
  public AddressOrder(Function<InetAddress, Optional<InetAddress>> sources) {
    this.sources = sources;
  }

  /** By this machine's own addresses and routes. */
  public static AddressOrder ofThisMachine() {
    return new AddressOrder(SourceAddress::to);
  }

  /** The same addresses, the best first; what no rule tells apart stays in order. */
  public List<InetAddress> sort(List<InetAddress> addresses) {
    if (addresses.size() < 2) {
      return List.copyOf(addresses);
    }
    List<Destination> destinations = new ArrayList<>();
    addresses.forEach(address -> destinations.add(destination(address)));
    destinations.sort(RULES);
    return destinations.stream().map(Destination::address).toList();
  }

  private Destination destination(InetAddress address) {
    byte[] bytes = bytes(address);
    Policy policy = policyOf(bytes);
    int scope = scope(bytes);
    Optional<byte[]> source = sources.apply(address).map(AddressOrder::bytes);
    return new Destination(
        address,
        bytes,
        source.isEmpty(),
        source.filter(s -> scope(s) == scope).isEmpty(),
        source.filter(s -> policyOf(s).label() == policy.label()).isEmpty(),
        policy.precedence(),
        scope,
        address instanceof Inet4Address ? 0 : source.map(s -> common(s, bytes)).orElse(0));
  }

  private static byte[] bytes(InetAddress address) {
    byte[] raw = address.getAddress();
    if (raw.length == 16) {
      return raw;
    }
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xff;
    System.arraycopy(raw, 0, mapped, 12, 4);
    return mapped;
  }

  private static Policy policy(int length, int precedence, int label, int... groups) {
    byte[] prefix = new byte[16];
    for (int i = 0; i < groups.length; i++) {
      prefix[2 * i] = (byte) (groups[i] >> 8);
      prefix[2 * i + 1] = (byte) groups[i];
    }
    return new Policy(prefix, length, precedence, label);
  }

  private static Policy policyOf(byte[] address) {
    return POLICIES.stream()
        .filter(policy -> commonBits(policy.prefix(), address) >= policy.length())
        .findFirst()
        .orElseThrow();
  }

  /** Sections 3.1 and 3.2: private IPv4 addresses are global. */
  private static int scope(byte[] a) {
    if (policyOf(a).label() == 4) {
      boolean local = a[12] == 127 || (a[12] & 0xff) == 169 && (a[13] & 0xff) == 254;
      return local ? LINK_LOCAL : GLOBAL;
    }
    if ((a[0] & 0xff) == 0xff) {
      return a[1] & 0x0f;
    }
    int first = (a[0] & 0xff) << 8 | a[1] & 0xff;
    if (policyOf(a).label() == 0 || (first & 0xffc0) == 0xfe80) {
      return LINK_LOCAL;
    }
    return (first & 0xffc0) == 0xfec0 ? SITE_LOCAL : GLOBAL;
  }

  private static int common(byte[] source, byte[] destination) {
    return Math.min(commonBits(source, destination), SUBNET);
  }

  private static int commonBits(byte[] one, byte[] other) {
    for (int i = 0; i < one.length; i++) {
      int different = (one[i] ^ other[i]) & 0xff;
      if (different != 0) {
        return 8 * i + Integer.numberOfLeadingZeros(different) - 24;
      }
    }
    return 8 * one.length;
  }
}
