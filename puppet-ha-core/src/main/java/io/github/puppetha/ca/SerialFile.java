package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The next serial, in hexadecimal. Puppet Server reads it as a signed number of 32 bits. A number
 * is on disk as taken before anything is signed with it, so that a crash loses numbers and never
 * uses one twice.
 */
final class SerialFile {
  private static final BigInteger LAST = BigInteger.valueOf(Integer.MAX_VALUE);
  private final Path file;

  SerialFile(Path file) {
    this.file = file;
  }

  synchronized BigInteger take() {
    BigInteger serial = peek();
    if (serial.compareTo(LAST) >= 0) {
      throw new PuppetHaException(
          "The CA has used up its serials: "
              + file
              + " says "
              + serial.toString(16)
              + ", and Puppet Server cannot read more than 7FFFFFFF. Set up a new CA.");
    }
    write(serial.add(BigInteger.ONE));
    return serial;
  }

  synchronized BigInteger peek() {
    String text = CaDirectory.need(file).strip();
    try {
      BigInteger serial = new BigInteger(text, 16);
      if (serial.signum() > 0) {
        return serial;
      }
    } catch (NumberFormatException e) {
      throw new PuppetHaException(bad(text), e);
    }
    throw new PuppetHaException(bad(text));
  }

  private String bad(String text) {
    return "The CA's serial file "
        + file
        + " holds '"
        + text
        + "', not a hexadecimal number. Write one more than the highest serial ever used there.";
  }

  /** Sets the next serial, unless it is that high already. */
  synchronized void atLeast(BigInteger serial) {
    if (peek().compareTo(serial) < 0) {
      write(serial);
    }
  }

  void write(BigInteger next) {
    CaDirectory.write(file, format(next));
  }

  /** As Puppet Server writes it. */
  static String format(BigInteger serial) {
    return String.format(Locale.ROOT, "%04X", serial);
  }
}
