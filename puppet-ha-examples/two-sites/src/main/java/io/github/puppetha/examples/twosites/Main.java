package io.github.puppetha.examples.twosites;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.puppetha.examples.twosites.Story.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the demo; its one argument is the directory that results go to. */
public final class Main {
  private Main() {}

  /** Exits with 1 when a promise was not kept. */
  public static void main(String[] arguments) throws Exception {
    Path results = Path.of(arguments.length == 0 ? "target/demo" : arguments[0]).toAbsolutePath();
    clear(results);
    Story story = new Story(System.out);
    story.say("puppet-ha: two sites, ams and fra. Each has two Puppet Servers and a gateway;");
    story.say("the CA stands in ams. All of it runs in this JVM, over real TLS and DNS.");
    story.say("");
    Map<String, List<String>> sites;
    try (World world = new World(Files.createDirectories(results.resolve("world")))) {
      sites = world.serversBySite();
      new Demo(story, world, results.resolve("world")).tell();
    }
    Files.writeString(results.resolve("demo.json"), json(story));
    Files.writeString(results.resolve("index.html"), new Page(story, sites).html());
    story.say("");
    story.say(story.ok() ? "Every promise was kept." : "A promise was not kept; see above.");
    story.say("The story as a page: " + results.resolve("index.html"));
    if (!story.ok()) {
      System.exit(1);
    }
  }

  private static String json(Story story) throws IOException {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Step step : story.steps()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("step", step.step());
      line.put("ok", step.ok());
      line.put("millis", step.millis());
      line.put("seen", step.seen());
      steps.add(line);
    }
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(steps);
  }

  private static void clear(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(Main::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
