package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rendered zone fragment, included in a zone as BIND, NSD and Knot check zones. */
class ZoneFragmentInteropIT {
  private static final String TOPOLOGY =
      """
      ca: {server: ca.example.test}
      sites:
        ams:
          domain: ams.example.test
          servers: [{host: puppet1.ams.example.test, weight: 0}, {host: puppet2.ams.example.test:8141}]
        fra:
          domain: fra.example.test
          servers: [{host: puppet1.fra.example.test, weight: 65535}]
          gateways: [{host: gw1.fra.example.test}]
      """;

  private static RealLab lab;

  @BeforeAll
  static void open() throws IOException {
    RealParts.need(List.of("modules", "zonecheckers"));
    lab = RealLab.open("zone-fragment");
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "named-checkzone -i local -S fail ZONE FILE",
        "nsd-checkzone ZONE FILE",
        "kzonecheck -o ZONE FILE"
      })
  void isReadBy(String command) throws IOException {
    for (DomainRecords domain :
        DomainRecords.of(
            TopologyReader.read(Path.of("puppet-ha.yaml"), TOPOLOGY).topology().orElseThrow())) {
      String broken = domain.fragment().replaceFirst("SRV 0 \\d+", "SRV 0 many");
      assertThat(check(command, domain, domain.fragment())).as(command).isZero();
      assertThat(check(command, domain, broken)).as("it does read what is included").isPositive();
    }
  }

  private static int check(String command, DomainRecords domain, String fragment)
      throws IOException {
    Path directory = lab.directory(domain.domain());
    Path included = directory.resolve("puppet.zone");
    Files.writeString(included, fragment);
    Path file = directory.resolve("zone");
    Files.writeString(
        file,
        """
        $ORIGIN %s.
        $TTL 300
        @ IN SOA ns hostmaster 1 600 600 86400 5
        @ IN NS ns
        ns IN A 127.0.0.1
        puppet1 IN A 127.0.0.2
        puppet2 IN A 127.0.0.3
        gw1 IN A 127.0.0.4
        $INCLUDE %s
        """
            .formatted(domain.domain(), included));
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(
          word.equals("ZONE") ? domain.domain() : word.equals("FILE") ? file.toString() : word);
    }
    return RealLab.run(lab.inside(Release.PUPPET7, words), directory.resolve("check.log"), 30);
  }
}
