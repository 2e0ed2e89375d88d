package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shares by weight, with a fixed seed, against the 0.1 % bounds of the chi-squared distribution.
 */
class WeightedDrawTest {
  private static final int DRAWS = 10_000;

  /** Values that chi-squared exceeds one time in a thousand, by degrees of freedom. */
  private static final double[] BOUNDS = {0, 10.83, 13.82, 16.27, 18.47};

  @ParameterizedTest
  @ValueSource(
      strings = {"1 3", "3 1", "1 1", "5 5 5", "1 2 3 4", "4 3 2 1", "0 10", "0 0 0", "10 0"})
  void selectionsHaveTheProportionsOfTheWeights(String weights) {
    int[] given = Arrays.stream(weights.split(" ")).mapToInt(Integer::parseInt).toArray();
    try (ServerSelector selector = selector(given)) {
      assertShares(given, () -> selector.select(Service.PUPPET));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 3", "3 1", "1 1", "1 2 3 4", "0 10", "0 0"})
  void theFirstCandidatesHaveThemToo(String weights) {
    int[] given = Arrays.stream(weights.split(" ")).mapToInt(Integer::parseInt).toArray();
    try (ServerSelector selector = selector(given)) {
      assertShares(given, () -> selector.candidates(Service.PUPPET).get(0));
    }
  }

  @Test
  void theSecondCandidateIsDrawnAmongTheRest() {
    try (ServerSelector selector = selector(1, 2, 3)) {
      int[] seconds = new int[3];
      for (int i = 0; i < DRAWS; i++) {
        seconds[index(selector.candidates(Service.PUPPET).get(1))]++;
      }
      // P(second = i) = sum over first j of w_j/6 * w_i/(6 - w_j)
      double[] expected = {
        2 / 6.0 * 1 / 4 + 3 / 6.0 * 1 / 3,
        1 / 6.0 * 2 / 5 + 3 / 6.0 * 2 / 3,
        1 / 6.0 * 3 / 5 + 2 / 6.0 * 3 / 4
      };
      assertThat(chiSquared(seconds, expected)).isLessThan(BOUNDS[2]);
    }
  }

  @Test
  void weightZeroBesideTenIsRareButNotNever() {
    try (ServerSelector selector = selector(0, 10)) {
      int rare = 0;
      for (int i = 0; i < DRAWS; i++) {
        rare += 1 - index(selector.select(Service.PUPPET));
      }
      assertThat(rare).isBetween(1, DRAWS / 20);
    }
  }

  @Test
  void aBetterPriorityIsAlwaysFirst() {
    List<WeightedServer> servers =
        List.of(
            new WeightedServer(server(0), 20, 65535),
            new WeightedServer(server(1), 10, 0),
            new WeightedServer(server(2), 30, 1));
    try (ServerSelector selector = selector(servers)) {
      Map<HostPort, Integer> drawn = new TreeMap<>();
      for (int i = 0; i < 1000; i++) {
        drawn.merge(selector.select(Service.PUPPET), 1, Integer::sum);
        assertThat(selector.candidates(Service.PUPPET))
            .containsExactly(server(1), server(0), server(2));
      }
      assertThat(drawn).containsOnlyKeys(server(1));
    }
  }

  @Test
  void theSameSeedDrawsTheSame() {
    try (ServerSelector one = selector(1, 2, 3);
        ServerSelector other = selector(1, 2, 3)) {
      for (int i = 0; i < 100; i++) {
        assertThat(one.candidates(Service.PUPPET)).isEqualTo(other.candidates(Service.PUPPET));
      }
    }
  }

  private static void assertShares(int[] weights, Supplier<HostPort> draw) {
    int[] counts = new int[weights.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[index(draw.get())]++;
    }
    double[] shares = Arrays.stream(weights).mapToDouble(w -> w == 0 ? 0.1 : w).toArray();
    double sum = Arrays.stream(shares).sum();
    double[] expected = Arrays.stream(shares).map(s -> s / sum).toArray();
    assertThat(chiSquared(counts, expected))
        .as("chi-squared of %s", Arrays.toString(counts))
        .isLessThan(BOUNDS[weights.length - 1]);
  }

  private static double chiSquared(int[] counts, double[] expected) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double mean = expected[i] * DRAWS;
      sum += (counts[i] - mean) * (counts[i] - mean) / mean;
    }
    return sum;
  }

  private static HostPort server(int i) {
    return new HostPort("puppet" + i + ".example.test", 8140);
  }

  private static int index(HostPort server) {
    return server.host().charAt("puppet".length()) - '0';
  }

  private static ServerSelector selector(int... weights) {
    List<WeightedServer> servers = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      servers.add(WeightedServer.of(server(i), weights[i]));
    }
    return selector(servers);
  }

  private static ServerSelector selector(List<WeightedServer> servers) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261125L);
    return ServerSelector.builder().fallback(servers).probe(Probe.NONE).random(random).build();
  }
}
