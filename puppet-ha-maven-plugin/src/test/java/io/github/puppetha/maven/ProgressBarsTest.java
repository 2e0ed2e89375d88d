package io.github.puppetha.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {
  /** The lines that are to be seen, as a terminal has them. */
  private final List<String> screen = new ArrayList<>();

  private long nanos;
  private ProgressBars bars;

  @BeforeEach
  void make() {
    bars = new ProgressBars(this::draw, screen::add, () -> nanos);
  }

  private void draw(String text) {
    String rest = text;
    while (rest.startsWith("\u001b[1A\u001b[2K")) {
      screen.remove(screen.size() - 1);
      rest = rest.substring("\u001b[1A\u001b[2K".length());
    }
    rest.lines().forEach(screen::add);
  }

  @Test
  void eachServerHasABarBelowTheLog() {
    bars.started("stage a", 4);
    bars.started("stage b", 2);
    nanos = 200_000_000;
    bars.advanced("stage a", 1);
    assertThat(screen)
        .containsExactly(
            "  [======                  ]  stage a  1/4",
            "  [                        ]  stage b  0/2");
    bars.message("hello");
    bars.finished("stage b");
    bars.started("switch b", 0);
    assertThat(screen)
        .containsExactly(
            "hello",
            "stage b: 200 ms",
            "  [======                  ]  stage a  1/4",
            "                              switch b");
    bars.finished("stage a");
    bars.finished("switch b");
    bars.finished("never begun");
    assertThat(screen)
        .containsExactly("hello", "stage b: 200 ms", "stage a: 200 ms", "switch b: 0 ms");
  }

  @Test
  void manyServersDoNotFillTheScreenAndManyStepsDoNotFillTheLine() {
    for (int i = 0; i < 40; i++) {
      bars.started("stage " + i, 10);
    }
    assertThat(screen).hasSize(13).endsWith("  and 28 more");
    for (int i = 0; i < 50; i++) {
      bars.advanced("stage 0", 1);
    }
    nanos = 200_000_000;
    bars.advanced("stage 0", 1);
    assertThat(screen.get(0)).isEqualTo("  [========================]  stage 0  10/10");
  }

  @Test
  void nothingIsDrawnWhereNobodyLooksOn() {
    Map<String, String> terminal = Map.of("TERM", "xterm");
    assertThat(Terminal.canDraw(false, terminal)).isFalse();
    assertThat(Terminal.canDraw(true, Map.of("TERM", "xterm", "CI", "true"))).isFalse();
    assertThat(Terminal.canDraw(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.canDraw(true, Map.of())).isFalse();
  }
}
