package io.github.puppetha.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void aNameAloneIsSaidToBeWhatItIs() {
    assertThat(Failures.text(new UnknownHostException("ns1.example.test")))
        .isEqualTo("the name ns1.example.test is unknown");
    assertThat(Failures.text(new UnknownHostException("ns1: Name or service not known")))
        .isEqualTo("ns1: Name or service not known");
    assertThat(Failures.text(new UncheckedIOException(new AccessDeniedException("/etc/x"))))
        .isEqualTo("permission denied: /etc/x");
    assertThat(Failures.text(new IOException())).isEqualTo("java.io.IOException");
  }
}
