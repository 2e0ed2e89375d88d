package io.github.puppetha.benchmarks;

import io.github.puppetha.language.ParseResult;
import io.github.puppetha.language.PuppetParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One manifest with many resources: the time for all; a hundred times as many take as much longer.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LargeManifestBenchmark {
  /** How many resources. */
  @Param({"1000", "10000", "100000"})
  public int resources;

  private String manifest = "";

  /** For JMH. */
  public LargeManifestBenchmark() {}

  /** Writes the manifest. */
  @Setup
  public void write() {
    manifest = manifest(resources);
  }

  /** A class of so many files, each with a few attributes. */
  static String manifest(int resources) {
    StringBuilder text = new StringBuilder("class large {\n");
    for (int i = 0; i < resources; i++) {
      text.append("  file { \"/srv/${base}/").append(i).append("\":\n");
      text.append("    ensure  => file,\n    mode    => '0644',\n");
      text.append("    content => epp('large/file.epp', { 'number' => ").append(i).append(" }),\n");
      text.append("    require => File['/srv'],\n  }\n");
    }
    return text.append("}\n").toString();
  }

  /**
   * Prints the manifest, for peers.
   *
   * @param arguments how many resources
   */
  public static void main(String[] arguments) {
    System.out.print(manifest(Integer.parseInt(arguments[0])));
  }

  /** Parses it, with all checks. */
  @Benchmark
  public ParseResult parse() {
    return PuppetParser.parse("large.pp", manifest);
  }
}
