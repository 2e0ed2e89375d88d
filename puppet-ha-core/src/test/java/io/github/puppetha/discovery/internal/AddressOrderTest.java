package io.github.puppetha.discovery.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Address;

/** The examples of RFC 6724, section 10.2, and what they leave out. */
class AddressOrderTest {
  @ParameterizedTest
  @CsvSource({
    // destination=source, in the order of the answer; what must come first
    "2001:db8:1::1=2001:db8:1::2 198.51.100.121=169.254.13.78, 2001:db8:1::1", // scope
    "2001:db8:1::1=fe80::1 198.51.100.121=198.51.100.117, 198.51.100.121", // scope
    "10.1.2.3=10.1.2.4 2001:db8:1::1=2001:db8:1::2, 2001:db8:1::1", // precedence
    "2001:db8:1::1=2001:db8:1::2 fe80::1=fe80::2, fe80::1", // smaller scope
    "2001:db8:3ffe::1=2001:db8:3f44::2 2001:db8:1::1=2001:db8:1::2, 2001:db8:1::1", // prefix
    "2002:c633:6401::1=2002:c633:6401::2 2001:db8:1::1=fe80::2, 2002:c633:6401::1", // scope
    "2001:db8:1::1=2002:c633:6401::2 2002:c633:6401::1=2002:c633:6401::2, 2002:c633:6401::1", // label
    "198.51.100.1=198.51.100.2 2001:db8::1=, 198.51.100.1", // unusable
    "192.0.2.1=192.0.2.9 ::1=::1, ::1",
    "2001:0:1::1=2001:0:1::2 10.0.0.1=10.0.0.2, 10.0.0.1", // Teredo after IPv4
    "fec0::1=fec0::2 fd00::1=fd00::2, fd00::1",
  })
  void theBetterOneComesFirstHoweverTheyAreGiven(String pairs, String first) throws Exception {
    Map<InetAddress, Optional<InetAddress>> sources = new HashMap<>();
    List<InetAddress> given =
        Arrays.stream(pairs.split(" "))
            .map(
                pair -> {
                  String[] sides = pair.split("=", -1);
                  Optional<InetAddress> source =
                      sides[1].isEmpty() ? Optional.empty() : Optional.of(address(sides[1]));
                  sources.put(address(sides[0]), source);
                  return address(sides[0]);
                })
            .collect(Collectors.toList());
    AddressOrder order = new AddressOrder(sources::get);

    assertThat(order.sort(given).get(0)).isEqualTo(address(first));
    Collections.reverse(given);
    assertThat(order.sort(given).get(0)).isEqualTo(address(first));
  }

  @Test
  void ipv4AddressesStayInTheOrderOfTheAnswer() {
    List<InetAddress> given =
        List.of(address("192.0.2.200"), address("192.0.2.5"), address("10.0.0.1"));
    AddressOrder order = new AddressOrder(to -> Optional.of(address("192.0.2.4")));

    assertThat(order.sort(given)).isEqualTo(given);
  }

  @Test
  void withinOneSubnetNothingDecides() {
    List<InetAddress> given = List.of(address("2001:db8::8000:1"), address("2001:db8::2"));
    AddressOrder order = new AddressOrder(to -> Optional.of(address("2001:db8::3")));

    assertThat(order.sort(given)).isEqualTo(given);
  }

  @Test
  void thisMachineSendsFromLoopbackToLoopback() {
    List<InetAddress> given = List.of(address("127.0.0.3"), address("127.0.0.2"));

    assertThat(AddressOrder.ofThisMachine().sort(given)).isEqualTo(given);
    assertThat(SourceAddress.to(address("127.0.0.2")))
        .hasValueSatisfying(source -> assertThat(source.isLoopbackAddress()).isTrue());
  }

  private static InetAddress address(String literal) {
    byte[] bytes =
        Address.toByteArray(literal, literal.contains(":") ? Address.IPv6 : Address.IPv4);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(literal, e);
    }
  }
}
