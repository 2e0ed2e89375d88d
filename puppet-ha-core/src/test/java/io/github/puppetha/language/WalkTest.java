package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final int LONG = 200_000;

  private static Expression number(int offset) {
    return new Literal.LiteralInteger(BigInteger.ONE, 10, offset, offset + 1);
  }

  private static List<String> check(Expression body) {
    Diagnostics diagnostics = new Diagnostics("a.pp", new Lines(" ".repeat(4 * LONG)), 8);
    Program program = new Program(body, 0, 4 * LONG);
    Checker.check(program, new CheckerOptions(false, null), diagnostics);
    return diagnostics.problems().stream().map(problem -> problem.rule()).toList();
  }

  @Test
  void chainsOfOperatorsDoNotEndTheStack() {
    Expression chain = new Name.Variable("Bad", 0, 1);
    for (int i = 1; i < LONG; i++) {
      chain = new Operation.Binary(Operator.PLUS, chain, number(4 * i), 4 * i - 2, 4 * i + 1);
    }
    assertThat(check(chain)).containsExactly("syntax/illegal_var_name");
  }

  @Test
  void signsInEachOtherAreSeenThroughOnce() {
    Query query = new Query(false, null, 4 * LONG - 4, 4 * LONG - 1);
    Expression type = new Name.QualifiedReference("File", 4 * LONG - 8, 4 * LONG - 4);
    Expression inner = new Resource.Collector(type, query, List.of(), 4 * LONG - 8, 4 * LONG - 1);
    for (int i = LONG; i > 0; i--) {
      inner = new Operation.Not(inner, i, 4 * LONG - 1);
    }
    assertThat(check(inner)).hasSize(LONG).containsOnly("syntax/not_rvalue");
  }

  @Test
  void chainsOfConditionsAreSeenThroughOnce() {
    Expression chain = new Control.If(number(4 * LONG - 4), null, null, 4 * LONG - 5, 4 * LONG);
    for (int i = LONG; i > 0; i--) {
      chain = new Control.If(number(i), null, chain, i, 4 * LONG);
    }
    Definition owner = new Definition.HostClass("a", List.of(), null, chain, 0, 4 * LONG);
    assertThat(check(owner)).containsExactly("syntax/idem_not_allowed_last");
  }

  @Test
  void aDefaultAndAQueryMayBeLongChainsToo() {
    Expression sum = number(0);
    Expression both = new Name.QualifiedName("a", 0, 1);
    for (int i = 1; i < LONG; i++) {
      sum = new Operation.Binary(Operator.PLUS, sum, number(4 * i), 4 * i - 2, 4 * i + 1);
      Expression name = new Name.QualifiedName("a", 4 * i, 4 * i + 1);
      both = new Operation.Binary(Operator.AND, both, name, 4 * i - 2, 4 * i + 1);
    }
    Parameter parameter = new Parameter("b", null, sum, false, 0, 1);
    assertThat(check(new Definition.HostClass("a", List.of(parameter), null, null, 0, 4 * LONG)))
        .isEmpty();
    Expression type = new Name.QualifiedReference("File", 0, 1);
    Query query = new Query(false, both, 0, 4 * LONG);
    assertThat(check(new Resource.Collector(type, query, List.of(), 0, 4 * LONG))).isEmpty();
  }
}
