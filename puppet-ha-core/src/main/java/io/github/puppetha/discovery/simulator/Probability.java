package io.github.puppetha.discovery.simulator;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;

/**
 * An exact probability, a fraction in lowest terms.
 *
 * @param numerator 0 to the denominator
 * @param denominator at least 1
 */
public record Probability(BigInteger numerator, BigInteger denominator)
    implements Comparable<Probability> {
  /** What never is. */
  public static final Probability ZERO = of(0, 1);

  /** What always is. */
  public static final Probability ONE = of(1, 1);

  /**
   * Brings it to lowest terms.
   *
   * @throws IllegalArgumentException when it is not between 0 and 1
   */
  public Probability {
    if (numerator.signum() < 0
        || denominator.signum() <= 0
        || numerator.compareTo(denominator) > 0) {
      throw new IllegalArgumentException("not a probability: " + numerator + "/" + denominator);
    }
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
  }

  /** A fraction. */
  public static Probability of(long numerator, long denominator) {
    return new Probability(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** That both happen, when neither depends on the other. */
  public Probability times(Probability other) {
    return new Probability(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * That either happens, when both cannot.
   *
   * @throws IllegalArgumentException when the sum is more than 1
   */
  public Probability plus(Probability other) {
    return new Probability(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /**
   * That one of them happens, when no two can.
   *
   * @throws IllegalArgumentException when the sum is more than 1
   */
  public static Probability sum(Collection<Probability> parts) {
    BigInteger common = BigInteger.ONE;
    for (Probability part : parts) {
      BigInteger divisor = common.gcd(part.denominator);
      common = common.multiply(part.denominator.divide(divisor));
    }
    BigInteger sum = BigInteger.ZERO;
    for (Probability part : parts) {
      sum = sum.add(part.numerator.multiply(common.divide(part.denominator)));
    }
    return new Probability(sum, common);
  }

  /**
   * This part of a whole: how likely it is when the whole is known to happen.
   *
   * @throws IllegalArgumentException when it is more than the whole, or the whole never happens
   */
  public Probability of(Probability whole) {
    return new Probability(
        numerator.multiply(whole.denominator), denominator.multiply(whole.numerator));
  }

  /** That it does not happen. */
  public Probability not() {
    return new Probability(denominator.subtract(numerator), denominator);
  }

  /** Can it not happen? */
  public boolean isZero() {
    return numerator.signum() == 0;
  }

  /** The nearest double, 0 to 1. */
  public double toDouble() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
        .doubleValue();
  }

  @Override
  public int compareTo(Probability other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** For example {@code 3/4}, or {@code 1}. */
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
