package io.github.puppetha.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutosignTest {
  @TempDir private Path temporary;

  private Path script(String body) throws Exception {
    Path file = Files.writeString(temporary.resolve("policy.sh"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  private static boolean signs(Autosign autosign, String name) {
    return autosign.signs(TestCa.request(name));
  }

  @Test
  void trueAndFalse() {
    assertThat(signs(Autosign.of("true"), "a")).isTrue();
    assertThat(signs(Autosign.of("false"), "a")).isFalse();
    assertThat(signs(Autosign.of(temporary.resolve("absent").toString()), "a")).isFalse();
  }

  @Test
  void aListIsReadAsPuppetReadsIt() throws Exception {
    Path file =
        Files.writeString(
            temporary.resolve("autosign.conf"),
            "# all of ours\n\nexact.example.org\n*.Example.COM\nbad entry\nx # y\n");
    Autosign list = Autosign.of(file.toString());
    assertThat(signs(list, "exact.example.org")).isTrue();
    assertThat(signs(list, "other.example.org")).isFalse();
    assertThat(signs(list, "a.example.com")).isTrue();
    assertThat(signs(list, "a.b.example.com")).isTrue();
    assertThat(signs(list, "example.com")).isTrue();
    assertThat(signs(list, "badexample.com")).isFalse();
    assertThat(signs(list, "x")).isFalse();
    Files.writeString(file, "*\n");
    assertThat(signs(list, "x")).isTrue();
  }

  @Test
  void aPolicyGetsNameAndRequest() throws Exception {
    Path policy =
        script(
            "read first; test \"$1\" = a && test \"$first\" = '-----BEGIN CERTIFICATE REQUEST-----'");
    assertThat(signs(Autosign.of(policy.toString()), "a")).isTrue();
    assertThat(signs(Autosign.of(policy.toString()), "b")).isFalse();
  }

  @Test
  void aPolicyThatHangsIsStopped() throws Exception {
    Path policy = script("exec sleep 60");
    assertThat(signs(Autosign.policy(policy, Duration.ofMillis(200)), "a")).isFalse();
  }
}
