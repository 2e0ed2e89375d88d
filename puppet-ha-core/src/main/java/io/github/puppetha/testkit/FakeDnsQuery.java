package io.github.puppetha.testkit;

/**
 * A question that {@link FakeDns} was asked.
 *
 * @param name lower case, without the final dot
 * @param type mnemonic of the record type, such as {@code SRV}
 * @param tcp whether it came by TCP rather than by UDP
 */
public record FakeDnsQuery(String name, String type, boolean tcp) {}
