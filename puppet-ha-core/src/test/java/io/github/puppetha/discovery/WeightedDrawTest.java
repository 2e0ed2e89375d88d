package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.soak.Soak;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeDnsBehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shares by weight against the chi-squared distribution, by a fixed seed, or in the soak by a new
 * one that is printed. The bound is such that a right draw exceeds it one time in a million.
 */
class WeightedDrawTest {
  private static final int DRAWS = Soak.rounds(100_000);

  /** The normal distribution's value that is exceeded one time in a million. */
  private static final double ONE_IN_A_MILLION = 4.7534;

  private static final Random RANDOM = Soak.random(WeightedDrawTest.class);

  @ParameterizedTest
  @ValueSource(
      strings = {"1 3", "1 1", "5 5 5", "1 2 3 4", "0 10", "0 0 0", "0 1 2", "1 100", "7 7 1 7"})
  void everyArrangementOfTheAnswerHasTheSharesOfTheWeights(String weights) {
    for (List<Integer> arranged : arrangements(numbers(weights))) {
      try (ServerSelector selector = selector(arranged)) {
        int[] selected = new int[arranged.size()];
        for (int i = 0; i < DRAWS; i++) {
          selected[index(selector.select(Service.PUPPET))]++;
        }
        assertFits(selected, shares(arranged), "selections of " + arranged);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 3", "0 10", "1 1 1", "1 2 3", "0 1 5", "1 2 3 4"})
  void everyOrderOfCandidatesIsAsLikelyAsDrawingOneByOne(String weights) {
    for (List<Integer> arranged : arrangements(numbers(weights))) {
      List<List<Integer>> orders =
          arrangements(IntStream.range(0, arranged.size()).boxed().toList());
      Map<List<Integer>, Integer> counted = new HashMap<>();
      try (ServerSelector selector = selector(arranged)) {
        for (int i = 0; i < DRAWS / 4; i++) {
          counted.merge(
              selector.candidates(Service.PUPPET).stream().map(WeightedDrawTest::index).toList(),
              1,
              Integer::sum);
        }
      }
      int[] counts = orders.stream().mapToInt(o -> counted.getOrDefault(o, 0)).toArray();
      double[] expected = orders.stream().mapToDouble(o -> likelihood(o, arranged)).toArray();
      assertFits(counts, expected, "orders of " + arranged);
    }
  }

  /** That these bounds can tell: the draw as RFC 2782 writes it, 0 to the sum, both included. */
  @Test
  void theInclusiveDrawOfTheRfcWouldNotPass() {
    List<Integer> weights = List.of(1, 3);
    int[] counts = new int[2];
    for (int i = 0; i < DRAWS; i++) {
      counts[RANDOM.nextInt(0, 5) <= 1 ? 0 : 1]++;
    }
    assertThat(chiSquared(counts, shares(weights))).isGreaterThan(bound(1));
  }

  @Test
  void answersThatTurnHaveTheSharesToo() {
    String name = "_x-puppet._tcp.example.test";
    List<Integer> weights = List.of(1, 3, 4);
    int[] counts = new int[3];
    try (FakeDns dns = FakeDns.start()) {
      dns.ttl(Duration.ZERO).behaveAlways(new FakeDnsBehaviour.Rotate());
      for (int i = 0; i < 3; i++) {
        dns.srv(name, 0, weights.get(i), 8140, server(i).host());
      }
      try (ServerSelector selector =
          ServerSelector.builder()
              .srvDomain("example.test")
              .dns(DnsServers.of(dns.address()))
              .probe(Probe.NONE)
              .random(RANDOM)
              .build()) {
        for (int i = 0; i < DRAWS / 10; i++) {
          counts[index(selector.select(Service.PUPPET))]++;
        }
      }
      assertThat(dns.queries()).hasSize(DRAWS / 10);
    }
    assertFits(counts, shares(weights), "answers that turn");
  }

  @Test
  void weightZeroBesideTenIsRareButNotNever() {
    try (ServerSelector selector = selector(List.of(0, 10))) {
      int rare = 0;
      for (int i = 0; i < DRAWS; i++) {
        rare += 1 - index(selector.select(Service.PUPPET));
      }
      assertThat(rare).isBetween(DRAWS / 200, DRAWS / 50);
    }
  }

  @Test
  void equalWeightsAreEqualAlsoAmongAThousand() {
    try (ServerSelector selector = selector(Collections.nCopies(1000, 1))) {
      int[] counts = new int[1000];
      for (int i = 0; i < DRAWS; i++) {
        counts[index(selector.select(Service.PUPPET))]++;
      }
      assertFits(counts, shares(Collections.nCopies(1000, 1)), "a thousand");
    }
  }

  @Test
  void aBetterPriorityIsAlwaysFirst() {
    List<WeightedServer> servers =
        List.of(
            new WeightedServer(server(0), 20, 65535),
            new WeightedServer(server(1), 10, 0),
            new WeightedServer(server(2), 30, 1));
    try (ServerSelector selector = selector(servers, RANDOM)) {
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
    List<WeightedServer> servers = servers(List.of(1, 2, 3));
    try (ServerSelector one = selector(servers, new Random(1));
        ServerSelector other = selector(servers, new Random(1))) {
      for (int i = 0; i < 100; i++) {
        assertThat(one.candidates(Service.PUPPET)).isEqualTo(other.candidates(Service.PUPPET));
      }
    }
  }

  private static void assertFits(int[] counts, double[] expected, String what) {
    assertThat(chiSquared(counts, expected))
        .as("chi-squared of %s: %s", what, Arrays.toString(counts))
        .isLessThan(bound(counts.length - 1));
  }

  private static double chiSquared(int[] counts, double[] expected) {
    int draws = Arrays.stream(counts).sum();
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double mean = expected[i] * draws;
      sum += (counts[i] - mean) * (counts[i] - mean) / mean;
    }
    return sum;
  }

  /** What chi-squared exceeds one time in a million (Wilson and Hilferty's approximation). */
  private static double bound(int degreesOfFreedom) {
    double ninth = 2.0 / (9 * degreesOfFreedom);
    return degreesOfFreedom * Math.pow(1 - ninth + ONE_IN_A_MILLION * Math.sqrt(ninth), 3);
  }

  private static double[] shares(List<Integer> weights) {
    double sum = weights.stream().mapToDouble(WeightedDrawTest::share).sum();
    return weights.stream().mapToDouble(w -> share(w) / sum).toArray();
  }

  private static double share(int weight) {
    return weight == 0 ? 0.1 : weight;
  }

  private static double likelihood(List<Integer> order, List<Integer> weights) {
    double left = weights.stream().mapToDouble(WeightedDrawTest::share).sum();
    double likelihood = 1;
    for (int each : order) {
      double share = share(weights.get(each));
      likelihood *= share / left;
      left -= share;
    }
    return likelihood;
  }

  /** Each different one once. */
  private static List<List<Integer>> arrangements(List<Integer> items) {
    if (items.size() <= 1) {
      return List.of(items);
    }
    Set<List<Integer>> all = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      List<Integer> rest = new ArrayList<>(items);
      Integer first = rest.remove(i);
      for (List<Integer> arranged : arrangements(rest)) {
        List<Integer> one = new ArrayList<>(List.of(first));
        one.addAll(arranged);
        all.add(one);
      }
    }
    return List.copyOf(all);
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }

  private static HostPort server(int i) {
    return new HostPort("puppet" + i + ".example.test", 8140);
  }

  private static int index(HostPort server) {
    return Integer.parseInt(server.host().replaceAll("\\D", ""));
  }

  private static List<WeightedServer> servers(List<Integer> weights) {
    return IntStream.range(0, weights.size())
        .mapToObj(i -> WeightedServer.of(server(i), weights.get(i)))
        .toList();
  }

  private static ServerSelector selector(List<Integer> weights) {
    return selector(servers(weights), RANDOM);
  }

  private static ServerSelector selector(List<WeightedServer> servers, Random random) {
    return ServerSelector.builder().fallback(servers).probe(Probe.NONE).random(random).build();
  }
}
