package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;

/** The CA will not do what was asked of it; asking again changes nothing. */
public class CaRefusedException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  /** Why not. */
  public enum Reason {
    /** A request or certificate of that name is there already. */
    DUPLICATE,
    /** The name is none that a CA signs, or not that of the request. */
    BAD_NAME,
    /** The request asks for names or rights that policy does not allow, or its signature is bad. */
    POLICY,
    /** There is no request of that name. */
    NO_REQUEST,
    /** A request of that name waits, but there is no certificate. */
    NO_CERTIFICATE,
    /** There is neither request nor certificate of that name. */
    UNKNOWN,
    /** What was sent cannot be used. */
    BAD_INPUT
  }

  private final Reason reason;

  /** With the reason and the whole story. */
  public CaRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }
}
