package io.github.puppetha.ca;

import io.github.puppetha.pki.Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code inventory.txt}: a line for each certificate ever issued. */
final class Inventory {
  /** How Puppet Server writes dates. */
  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern LINE =
      Pattern.compile("0x([0-9a-fA-F]+)\\s+(\\S+)\\s+(\\S+)\\s+/CN=(.*)");

  private final Path file;

  Inventory(Path file) {
    this.file = file;
  }

  /** One certificate. */
  record Entry(BigInteger serial, Instant notAfter, String name) {}

  /** Adds a certificate and has it on disk when it returns. */
  synchronized void add(X509Certificate certificate) {
    String line = line(certificate) + "\n";
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      ByteBuffer buffer =
          ByteBuffer.wrap(((torn(channel) ? "\n" : "") + line).getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        end += channel.write(buffer, end);
      }
      channel.force(true);
    } catch (IOException e) {
      throw CaDirectory.failed("appending to", file, e);
    }
  }

  /** Did a crash leave half a line at the end? */
  private static boolean torn(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
  }

  static String line(X509Certificate certificate) {
    return "0x"
        + SerialFile.format(certificate.getSerialNumber())
        + " "
        + DATE.format(certificate.getNotBefore().toInstant())
        + " "
        + DATE.format(certificate.getNotAfter().toInstant())
        + " /CN="
        + Identity.certname(certificate);
  }

  /** The serials of a name that have not expired. */
  List<BigInteger> unexpired(String name, Instant now) {
    List<BigInteger> serials = new ArrayList<>();
    for (Entry entry : entries()) {
      if (entry.name().equals(name) && entry.notAfter().isAfter(now)) {
        serials.add(entry.serial());
      }
    }
    return serials;
  }

  /** The highest serial ever issued; 0 when there is none. */
  BigInteger highest() {
    return entries().stream().map(Entry::serial).reduce(BigInteger.ZERO, BigInteger::max);
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        parse(line).ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw CaDirectory.failed("reading", file, e);
    }
    return entries;
  }

  private static Optional<Entry> parse(String line) {
    Matcher matcher = LINE.matcher(line.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Instant notAfter;
    try {
      notAfter = Instant.from(DATE.parse(matcher.group(3)));
    } catch (DateTimeParseException e) {
      // Better revoked without need than forgotten.
      notAfter = Instant.MAX;
    }
    return Optional.of(new Entry(new BigInteger(matcher.group(1), 16), notAfter, matcher.group(4)));
  }
}
