package io.github.puppetha.examples.twosites;

import io.github.puppetha.examples.twosites.Story.Run;
import io.github.puppetha.examples.twosites.Story.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page beside the result: the sites, the events on a time line, who served each run. */
final class Page {
  private static final int WIDTH = 1080;
  private static final int LEFT = 190;
  private static final int LANE = 34;

  private final Story story;
  private final Map<String, List<String>> sites;

  Page(Story story, Map<String, List<String>> sites) {
    this.story = story;
    this.sites = sites;
  }

  String html() throws IOException {
    return template()
        .replace("{{verdict}}", story.ok() ? "Every promise was kept" : "A promise was broken")
        .replace("{{verdictClass}}", story.ok() ? "good" : "bad")
        .replace("{{facts}}", facts())
        .replace("{{sites}}", siteCards())
        .replace("{{timeline}}", timeline())
        .replace("{{steps}}", steps());
  }

  private static String template() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("page.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String facts() {
    long failed = story.runs().stream().filter(r -> !r.ok()).count();
    return story.runs().size()
        + " agent runs, "
        + failed
        + " failed, "
        + story.now()
        + " ms in all";
  }

  private String siteCards() {
    StringBuilder html = new StringBuilder();
    for (Map.Entry<String, List<String>> site : sites.entrySet()) {
      html.append("<section class=\"site\"><h3>").append(text(site.getKey())).append("</h3><ul>");
      for (String server : site.getValue()) {
        long served = story.runs().stream().filter(r -> r.server().equals(server)).count();
        html.append("<li><span class=\"host\">").append(text(server)).append("</span> served ");
        html.append(served).append(served == 1 ? " run" : " runs").append("</li>");
      }
      html.append("</ul></section>");
    }
    return html.toString();
  }

  private String timeline() {
    List<String> lanes = new ArrayList<>();
    sites.values().forEach(lanes::addAll);
    int height = 60 + lanes.size() * LANE;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"time line of the runs\">",
            WIDTH,
            height));
    for (int i = 0; i < lanes.size(); i++) {
      lane(svg, lanes.get(i), 44 + i * LANE);
    }
    int number = 0;
    for (Step step : story.steps()) {
      event(svg, step, ++number, height);
    }
    for (Run run : story.runs()) {
      dot(svg, run, 44 + lanes.indexOf(run.server()) * LANE);
    }
    return svg.append("</svg>").toString();
  }

  private static void lane(StringBuilder svg, String server, int y) {
    svg.append("<text class=\"lane\" x=\"0\" y=\"").append(y + 4).append("\">");
    svg.append(text(server)).append("</text><line class=\"lane\" x1=\"").append(LEFT);
    svg.append("\" x2=\"").append(WIDTH).append("\" y1=\"").append(y).append("\" y2=\"");
    svg.append(y).append("\"/>");
  }

  private void event(StringBuilder svg, Step step, int number, int height) {
    String x = x(step.at());
    svg.append("<g class=\"").append(step.ok() ? "event" : "event bad").append("\"><title>");
    svg.append(text(step.step())).append("</title><line x1=\"").append(x).append("\" x2=\"");
    svg.append(x).append("\" y1=\"22\" y2=\"").append(height - 8).append("\"/><text x=\"");
    svg.append(x).append("\" y=\"14\">").append(number).append("</text></g>");
  }

  private void dot(StringBuilder svg, Run run, int y) {
    String color = "r" + Math.floorMod(revisions().indexOf(run.revision()), 4);
    svg.append("<circle class=\"").append(run.ok() ? color : "bad").append("\" r=\"6\" cx=\"");
    svg.append(x(run.at())).append("\" cy=\"").append(y).append("\"><title>");
    svg.append(text(run.agent() + " by " + run.server() + ", code " + run.revision()));
    svg.append(", ").append(run.millis()).append(" ms</title></circle>");
  }

  private List<String> revisions() {
    return story.runs().stream().map(Run::revision).distinct().toList();
  }

  private String x(long at) {
    double share = (double) at / Math.max(1, story.now());
    return String.format(Locale.ROOT, "%.1f", LEFT + 10 + share * (WIDTH - LEFT - 30));
  }

  private String steps() {
    StringBuilder html = new StringBuilder();
    for (Step step : story.steps()) {
      html.append("<li class=\"").append(step.ok() ? "good" : "bad").append("\"><b>");
      html.append(text(step.step())).append("</b><span class=\"ms\">").append(step.millis());
      html.append(" ms</span><pre>").append(text(step.seen())).append("</pre></li>");
    }
    return html.toString();
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
