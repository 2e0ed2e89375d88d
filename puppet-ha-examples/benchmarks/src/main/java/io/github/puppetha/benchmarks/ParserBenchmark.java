package io.github.puppetha.benchmarks;

import io.github.puppetha.language.ParseResult;
import io.github.puppetha.language.PuppetParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * The parser with all of Puppet's checks, warm, on one thread, over all manifests and templates
 * below a directory: {@code ./run ParserBenchmark -p directory=/path/to/modules}. The counter
 * {@code lines} is lines a second.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ParserBenchmark {
  /** Where the code is. */
  @Param("/usr/share/puppet/modules.available")
  public String directory = "";

  private final List<Source> sources = new ArrayList<>();
  private long linesOfAll;

  private record Source(String name, String text) {}

  /** For JMH. */
  public ParserBenchmark() {}

  /** How many lines were read. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Lines {
    /** Lines read. */
    public long lines;

    /** For JMH. */
    public Lines() {}
  }

  /**
   * Reads the files into memory.
   *
   * @throws IOException when one cannot be read
   */
  @Setup
  public void read() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(directory))) {
      for (Path file : files.filter(ParserBenchmark::isCode).sorted().toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        sources.add(new Source(file.toString(), text));
        linesOfAll += text.lines().count();
      }
    }
    if (sources.isEmpty()) {
      throw new IOException("no manifests below " + directory + "; name a directory that has some");
    }
  }

  private static boolean isCode(Path file) {
    String name = file.toString();
    return (name.endsWith(".pp") || name.endsWith(".epp")) && Files.isRegularFile(file);
  }

  /** All files once. */
  @Benchmark
  public void parse(Lines counter, Blackhole sink) {
    for (Source source : sources) {
      ParseResult result = PuppetParser.parse(source.name(), source.text());
      sink.consume(result);
    }
    counter.lines += linesOfAll;
  }
}
