package io.github.puppetha.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.puppetha.code.Puppetfile;
import io.github.puppetha.code.PuppetfileResult;
import java.nio.charset.StandardCharsets;

/** Whatever a Puppetfile holds, it is read or refused with a place. */
class PuppetfileFuzzTest {
  @FuzzTest
  void puppetfile(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    PuppetfileResult result = Puppetfile.parse("Puppetfile", text);
    assertThat(result.problems()).allMatch(problem -> !problem.message().isBlank());
  }
}
