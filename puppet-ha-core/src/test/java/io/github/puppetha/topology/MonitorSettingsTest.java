package io.github.puppetha.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.Problem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorSettingsTest {
  private static final Path FILE = Path.of("/etc/ha/puppet-ha.yaml");
  private static final String SITE =
      """
      sites:
        ams:
          domain: ams.example.com
          servers: [{ host: puppet1.ams.example.com }]
          dns:
            %s
            monitor: %s
      """;
  private static final String UPDATE = "update: { server: ns.ams.example.com }";

  private static TopologyResult read(String update, String monitor) {
    return TopologyReader.read(FILE, SITE.formatted(update, monitor));
  }

  @Test
  void anEmptyMonitorIsOneWithTheDefaults() {
    assertThat(read(UPDATE, "{}").topology().orElseThrow().sites().get(0).dns().monitor())
        .contains(MonitorSettings.DEFAULT);
  }

  @Test
  void everyTimeCanBeSaid() {
    String monitor = "{ every: 2s, outAfter: 30s, inAfter: 5m, settleTime: 2m, lease: 90s }";
    assertThat(read(UPDATE, monitor).topology().orElseThrow().sites().get(0).dns().monitor())
        .contains(
            new MonitorSettings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofSeconds(90)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                        | resolvers: [] | add 'update' beside 'monitor'
          { lease: 10s }            | update: { server: ns } | 'lease' is 10 s; take 20 s at least
          { every: 30s }            | update: { server: ns } | 'lease' is 60 s; take 120 s at least
          { lease: 2d }             | update: { server: ns } | a day at most
          { every: 0s }             | update: { server: ns } | 'every' is 0s; take 1s at least
          { every: soon }           | update: { server: ns } | not a length of time
          { settletime: 1m }        | update: { server: ns } | settleTime
          """)
  void whatCannotBeIsRefusedAtItsLine(String monitor, String update, String message) {
    assertThat(read(update, monitor).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).contains(message);
              assertThat(problem.range()).isNotNull();
              assertThat(problem.range().line()).isEqualTo(7);
            })
        .isInstanceOf(Problem.class);
  }

  @Test
  void valuesThatCannotBeAreRefusedInCodeToo() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(
            () -> new MonitorSettings(second, second, second, second, Duration.ofMillis(4500)))
        .hasMessageContaining("whole seconds")
        .hasMessageContaining("PT4.5S");
    assertThatThrownBy(() -> new MonitorSettings(second, second.negated(), second, second, second))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> new MonitorSettings(second, second, second, second, second))
        .hasMessageContaining("four times");
  }
}
