package io.github.puppetha.language;

/** What stands between two expressions. */
public enum Operator {
  /** {@code in}. */
  IN("in"),
  /** {@code =~}. */
  MATCH("=~"),
  /** {@code !~}. */
  NO_MATCH("!~"),
  /** {@code *}. */
  TIMES("*"),
  /** {@code /}. */
  DIVIDE("/"),
  /** {@code %}. */
  MODULO("%"),
  /** {@code +}. */
  PLUS("+"),
  /** {@code -}. */
  MINUS("-"),
  /** {@code <<}. */
  LEFT_SHIFT("<<"),
  /** {@code >>}. */
  RIGHT_SHIFT(">>"),
  /** {@code ==}. */
  EQUAL("=="),
  /** {@code !=}. */
  NOT_EQUAL("!="),
  /** {@code >}. */
  GREATER(">"),
  /** {@code >=}. */
  GREATER_OR_EQUAL(">="),
  /** {@code <}. */
  LESS("<"),
  /** {@code <=}. */
  LESS_OR_EQUAL("<="),
  /** {@code and}. */
  AND("and"),
  /** {@code or}. */
  OR("or"),
  /** {@code =}. */
  ASSIGN("="),
  /** {@code +=}, which Puppet no longer has. */
  APPEND("+="),
  /** {@code -=}, which Puppet no longer has. */
  DELETE("-="),
  /** {@code ->}. */
  BEFORE("->"),
  /** {@code ~>}. */
  NOTIFY("~>"),
  /** {@code <-}. */
  AFTER("<-"),
  /** {@code <~}. */
  SUBSCRIBE("<~");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** As written. */
  public String symbol() {
    return symbol;
  }

  /** Is it {@code +}, {@code -}, {@code *}, {@code /}, {@code %}, {@code <<} or {@code >>}? */
  public boolean isArithmetic() {
    return ordinal() >= TIMES.ordinal() && ordinal() <= RIGHT_SHIFT.ordinal();
  }

  /** Is it one of {@code == != < <= > >=}? */
  public boolean isComparison() {
    return ordinal() >= EQUAL.ordinal() && ordinal() <= LESS_OR_EQUAL.ordinal();
  }

  /** Is it {@code =~} or {@code !~}? */
  public boolean isMatch() {
    return this == MATCH || this == NO_MATCH;
  }
}
