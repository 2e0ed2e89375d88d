package io.github.puppetha.discovery.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that stand in zones and key files, and those that cannot be. */
class ZoneValuesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T21:00:00.5Z");
  private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

  @Test
  void txtRecordsAreReadAsTheyWereWritten() {
    ZoneLease lease = new ZoneLease("gw 1 \"x\"", 17, Duration.ofSeconds(30));
    assertThat(lease.value()).isEqualTo("v=1 lease=gw_1__x_ beat=17 period=30");
    assertThat(ZoneLease.parse(lease.value())).contains(lease);

    Drain drain = new Drain(new HostPort("Puppet1.Example.Com.", 8141), NOW, "alice");
    assertThat(drain.value())
        .isEqualTo("v=1 drain=puppet1.example.com:8141 since=2026-11-29T21:00:00Z by=alice");
    assertThat(Drain.parse(drain.value())).contains(drain);

    for (Service service : Service.values()) {
      TakenOut out =
          new TakenOut(
              service,
              new SrvRecord(1, 2, 8140, "puppet1.example.com"),
              300,
              TakenOut.Why.HEALTH,
              NOW);
      assertThat(TakenOut.parse(out.value())).contains(out);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=1 ",
        "v=2 drain=a:1 since=2026-11-29T21:00:00Z by=x",
        "v=1 drain=a:99999 since=2026-11-29T21:00:00Z by=x",
        "v=1 drain=../a:1 since=2026-11-29T21:00:00Z by=x",
        "v=1 drain=a:1 since=yesterday by=x",
        "v=1 drain=a:1 since=2026-11-29T21:00:00Z",
        "v=1 lease=a beat=-1 period=30",
        "v=1 lease=a beat=1 period=0",
        "v=1 lease=a beat=1 period=99999999999999999999",
        "v=1 out=_x-other._tcp priority=0 weight=0 port=1 target=a ttl=1 why=drain"
            + " since=2026-11-29T21:00:00Z",
        "v=1 out=_x-puppet._tcp priority=0 weight=70000 port=1 target=a ttl=1 why=drain"
            + " since=2026-11-29T21:00:00Z",
        "\"several\" \"strings\"",
      })
  void whatOthersWriteIsNoneOfOurs(String text) {
    assertThat(ZoneLease.parse(text)).isEmpty();
    assertThat(Drain.parse(text)).isEmpty();
    assertThat(TakenOut.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, a, 0 to 65535",
    "0, 65536, 0, a, 0 to 65535",
    "0, 0, 70000, a, 0 to 65535",
    "0, 0, 1, a b, not a host name",
    "0, 0, 1, a..b, not a host name",
  })
  void recordsThatCannotBe(int priority, int weight, int port, String target, String rule) {
    SrvRecord record = new SrvRecord(priority, weight, port, target);
    assertThatThrownBy(() -> new SrvSet("a.example", 1, List.of(record)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void namesAndZonesThatCannotBe() {
    String label = "x".repeat(64);
    assertThatThrownBy(() -> new ZoneNames(label + ".example"))
        .hasMessageContainingAll(label, "parts of at most 63");
    assertThatThrownBy(() -> new SrvSet("a.example", -1, List.of(new SrvRecord(0, 0, 1, "a"))))
        .hasMessageContainingAll("0 to 2147483647", "-1");
    ZoneAccess access = ZoneAccess.of(new HostPort("ns", 53), "ams.example.com");
    assertThatThrownBy(() -> access.inZone("fra.example.com"))
        .hasMessage("the domain 'ams.example.com' is not in the zone 'fra.example.com'");
    assertThatThrownBy(() -> access.inZone("s.example.com"))
        .hasMessageContaining("not in the zone");
    assertThat(access.inZone("Example.COM.").zone()).isEqualTo("example.com");
  }

  @Test
  void setsAreEqualInWhateverOrderTheyCame() {
    SrvRecord a = new SrvRecord(0, 1, 8140, "A.example.");
    SrvRecord b = new SrvRecord(0, 2, 8140, "b.example");
    assertThat(new SrvSet("N.example.", 5, List.of(a, b, a)))
        .isEqualTo(new SrvSet("n.example", 5, List.of(b, a)));
    assertThat(
            new SrvSet("n.example", 5, List.of(a)).with(b).without(new HostPort("a.example", 8140)))
        .isEqualTo(new SrvSet("n.example", 5, List.of(b)));
  }

  @Test
  void aKeyFileAsBindWritesIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("key");
    Files.writeString(
        file,
        """
        // made by tsig-keygen
        key "DDNS-ams." { /* for updates */
        \talgorithm HMAC-SHA512;
        \tsecret "%s"; # secret
        };
        """
            .formatted(SECRET));
    TsigKey key = KeyFile.read(file);
    assertThat(key).hasToString("ddns-ams (hmac-sha512)");
    assertThat(key.secret()).hasSize(32);
  }

  @Test
  void slashesInASecretAreNoComment(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("key");
    String secret = "AAAA//AAAAAAAAAAAAAAAAAAAAA=";
    Files.writeString(file, "key a { algorithm hmac-sha256; secret \"" + secret + "\"; };\n");
    assertThat(Base64.getEncoder().encodeToString(KeyFile.read(file).secret())).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key a { algorithm hmac-md5; secret \"%s\"; };|'hmac-md5' is not one of hmac-sha256",
        "key a { algorithm hmac-sha256; secret \"!!\"; };|the secret of the key 'a' is not Base64",
        "key a { algorithm hmac-sha256; secret \"AAAA\"; };|has 3 bytes; at least 16 are needed",
        "key a { algorithm hmac-sha256; };|the key has no 'secret'",
        "key a { secret \"%s\"; };|the key has no 'algorithm'",
        "key \"a b\" { algorithm hmac-sha256; secret \"%s\"; };|not a host name: 'a b'",
        "key a { algorithm hmac-sha256; secret \"%s\"; oops };|what stands between the braces",
        "zone \"a\" { type primary; };|it is not one key as BIND has it",
        "a.:hmac:secret|it is not one key as BIND has it",
      })
  void keyFilesThatCannotBe(String text, String message, @TempDir Path directory) throws Exception {
    Path file = directory.resolve("ddns.key");
    Files.writeString(file, text.formatted(SECRET));
    assertThatThrownBy(() -> KeyFile.read(file))
        .hasMessageContainingAll(file.toString(), message)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void aKeyFileThatIsNotThere(@TempDir Path directory) {
    assertThatThrownBy(() -> KeyFile.read(directory.resolve("ddns.key")))
        .hasMessageContainingAll("ddns.key", "no such file", "tsig-keygen");
  }
}
