package io.github.puppetha.language;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puppet's static checks of a syntax tree: the same problems at the same places in the same order.
 * A tree in which nothing is wrong is walked once, and nothing is allocated for its nodes.
 */
final class Checker {
  private final Diagnostics diagnostics;
  private final Walk walk;
  private final @Nullable TasksChecks tasks;
  private final RvalueChecks rvalues;
  private final AssignmentChecks assignments;
  private final ParameterChecks parameters;
  private final KeyChecks keys;
  private final BlockChecks blocks;
  private final DefinitionChecks definitions;
  private final ReferenceChecks references;
  private final ResourceChecks resources;
  private final LocationChecks locations;
  private final HeredocChecks heredocs;
  private @Nullable List<Definition> defined;

  private Checker(Program program, CheckerOptions options, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.walk = new Walk(program);
    this.tasks = options.tasks() ? new TasksChecks(diagnostics, walk) : null;
    this.rvalues = new RvalueChecks(diagnostics);
    this.assignments = new AssignmentChecks(diagnostics);
    this.parameters = new ParameterChecks(diagnostics, assignments);
    this.keys = new KeyChecks(diagnostics);
    this.blocks = new BlockChecks(diagnostics, options.tasks());
    this.references = new ReferenceChecks(diagnostics);
    this.resources = new ResourceChecks(diagnostics);
    this.heredocs = new HeredocChecks(options, diagnostics.puppetVersion());
    this.locations = new LocationChecks(diagnostics, options.location());
    this.definitions =
        new DefinitionChecks(
            diagnostics,
            new PlacementChecks(diagnostics, walk),
            locations,
            parameters,
            keys,
            blocks);
  }

  /** Adds what is wrong. Where Puppet's own checks fail, that alone is added. */
  static void check(Program program, CheckerOptions options, Diagnostics diagnostics) {
    new Checker(program, options, diagnostics).check(program, options);
  }

  private void check(Program program, CheckerOptions options) {
    List<Problem> found = diagnostics.problems();
    int before = found.size();
    try {
      locations.top(program.body());
      run();
      instantiate(program, options);
    } catch (CheckerStop stop) {
      found.subList(before, found.size()).clear();
      stop.report(diagnostics);
    }
    heredocs.report(diagnostics);
  }

  /** Templates are only evaluated, and so are heredocs. */
  private void instantiate(Program program, CheckerOptions options) {
    boolean template = program.body() instanceof Call.Lambda;
    if (defined != null && !template && options.nesting() == 0 && !hasErrors(diagnostics)) {
      Instantiation.check(defined, diagnostics);
    }
  }

  private static boolean hasErrors(Diagnostics diagnostics) {
    for (Problem problem : diagnostics.problems()) {
      if (problem.severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  private void run() {
    for (Object node = walk.next(); node != null; node = walk.next()) {
      visit(node);
    }
  }

  private void visit(Object node) {
    if (node instanceof ResourceOperation.Attribute attribute) {
      resources.attribute(attribute, walk.parent());
      value(attribute.value());
    } else if (node instanceof Operation.Access access) {
      walk.pushAll(access.keys());
      walk.push(access.left());
    } else if (node instanceof Call.FunctionCall call) {
      references.functor(call);
      walk.push(call.lambda());
      walk.pushAll(call.arguments());
      walk.push(call.functor());
    } else if (node instanceof ResourceBody body) {
      resources.body(body);
      walk.pushAll(body.operations());
      walk.push(body.title());
    } else if (node instanceof Text.ConcatenatedString text) {
      walk.pushAll(text.segments());
    } else if (node instanceof Text.Interpolation interpolation) {
      value(interpolation.expression());
    } else if (node instanceof Operation.Binary binary) {
      values(binary.left(), binary.right());
    } else if (node instanceof Operation.Assignment assignment) {
      assignment(assignment);
    } else if (node instanceof Control.If condition) {
      condition(condition.test(), condition.then(), condition.otherwise());
    } else {
      collection(node);
    }
  }

  private void collection(Object node) {
    if (node instanceof Parameter parameter) {
      parameters.check(parameter);
      walk.push(parameter.type());
      walk.push(parameter.value());
    } else if (node instanceof KeyedEntry entry) {
      values(entry.key(), entry.value());
    } else if (node instanceof Literal.LiteralHash hash) {
      keys.hash(hash.entries());
      walk.pushAll(hash.entries());
    } else if (node instanceof Literal.LiteralList list) {
      rvalues.checkAll(list.values());
      walk.pushAll(list.values());
    } else if (node instanceof Control.Block block) {
      blocks.check(block);
      walk.pushAll(block.statements());
    } else if (tasks != null && tasks.refuses(node)) {
      node(node, false);
    } else {
      node(node, true);
    }
  }

  private void value(Expression expression) {
    rvalues.check(expression);
    walk.push(expression);
  }

  private void values(Expression left, Expression right) {
    rvalues.check(left);
    rvalues.check(right);
    walk.push(right);
    walk.push(left);
  }

  private void assignment(Operation.Assignment assignment) {
    if (assignment.operator() == Operator.ASSIGN) {
      assignments.target(assignment.left());
      rvalues.check(assignment.right());
    } else {
      assignments.noLongerSupported(assignment);
    }
    walk.push(assignment.right());
    walk.push(assignment.left());
  }

  private void condition(
      Expression test, @Nullable Expression then, @Nullable Expression otherwise) {
    rvalues.check(test);
    walk.push(otherwise);
    walk.push(then);
    walk.push(test);
  }

  /** Pushes the children, too, of a node that is not checked itself. */
  private void node(Object node, boolean check) {
    if (node instanceof Resource.ResourceExpression resource) {
      if (check) {
        resources.resource(resource);
      }
      walk.pushAll(resource.bodies());
      walk.push(resource.typeName());
    } else if (node instanceof Operation.Relationship relationship) {
      relationship(relationship, check);
    } else if (node instanceof Resource.Collector collector) {
      if (check) {
        references.collected(collector);
      }
      walk.pushAll(collector.operations());
      walk.push(collector.query());
      walk.push(collector.type());
    } else if (node instanceof Resource.ResourceOverride override) {
      if (check) {
        resources.notVirtual(override.form(), override);
      }
      walk.pushAll(override.operations());
      walk.push(override.resources());
    } else if (node instanceof Resource.ResourceDefaults defaults) {
      if (check) {
        resources.notVirtual(defaults.form(), defaults);
      }
      walk.pushAll(defaults.operations());
      walk.push(defaults.typeRef());
    } else if (node instanceof Definition definition) {
      if (defined == null) {
        defined = new ArrayList<>();
      }
      defined.add(definition);
      definition(node, check);
    } else {
      expression(node);
    }
  }

  private void relationship(Operation.Relationship relationship, boolean check) {
    if (check) {
      operand(relationship.left());
      operand(relationship.right());
    }
    walk.push(relationship.right());
    walk.push(relationship.left());
  }

  private void operand(Expression operand) {
    if (!(operand instanceof Operation.Relationship || operand instanceof Resource.Collector)) {
      rvalues.check(operand);
    }
  }

  private void definition(Object node, boolean check) {
    if (node instanceof Definition.HostClass type) {
      if (check) {
        definitions.hostClass(type);
      }
      named(type);
    } else if (node instanceof Definition.ResourceType type) {
      if (check) {
        definitions.resourceType(type);
      }
      named(type);
    } else if (node instanceof Definition.Function function) {
      definitions.function(function, function.returnType());
      walk.push(function.returnType());
      named(function);
    } else if (node instanceof Definition.Plan plan) {
      definitions.function(plan, null);
      named(plan);
    } else if (node instanceof Definition.NodeDefinition host) {
      if (check) {
        definitions.node(host);
      }
      walk.push(host.body());
      walk.pushAll(host.hosts());
      walk.push(host.parent());
    } else {
      type(node);
    }
  }

  private void named(Definition.Named definition) {
    walk.push(definition.body());
    walk.pushAll(definition.parameters());
  }

  private void type(Object node) {
    if (node instanceof Definition.TypeAlias alias) {
      definitions.typeAlias(alias);
      walk.push(alias.type());
    } else if (node instanceof Definition.TypeMapping mapping) {
      definitions.typeMapping(mapping);
      walk.push(mapping.mapping());
      walk.push(mapping.type());
    } else if (node instanceof Definition.TypeDefinition type) {
      definitions.typeDefinition(type);
      walk.push(type.body());
    }
  }

  private void expression(Object node) {
    if (node instanceof Operation.Not not) {
      value(not.expression());
    } else if (node instanceof Operation.Parenthesized parentheses) {
      value(parentheses.expression());
    } else if (node instanceof Call.MethodCall call) {
      walk.push(call.lambda());
      walk.pushAll(call.arguments());
      walk.push(call.functor());
    } else if (node instanceof Operation.NamedAccess access) {
      walk.push(access.left());
    } else if (node instanceof Call.Lambda lambda) {
      definitions.lambda(lambda);
      walk.push(lambda.returnType());
      walk.push(lambda.body());
      walk.pushAll(lambda.parameters());
    } else if (node instanceof CaseOption option) {
      rvalues.checkAll(option.values());
      walk.push(option.then());
      walk.pushAll(option.values());
    } else if (node instanceof Control.Case cases) {
      rvalues.check(cases.test());
      keys.defaults(cases);
      walk.pushAll(cases.options());
      walk.push(cases.test());
    } else if (node instanceof SelectorEntry entry) {
      rvalues.check(entry.matching());
      walk.push(entry.value());
      walk.push(entry.matching());
    } else if (node instanceof Operation.Selector selector) {
      rvalues.check(selector.left());
      keys.defaults(selector);
      walk.pushAll(selector.entries());
      walk.push(selector.left());
    } else if (node instanceof Control.Unless unless) {
      condition(unless.test(), unless.then(), unless.otherwise());
    } else {
      rarely(node);
    }
  }

  private void rarely(Object node) {
    if (node instanceof Program program) {
      walk.push(program.body());
    } else if (node instanceof ResourceOperation.Attributes attributes) {
      value(attributes.value());
    } else if (node instanceof Text.Heredoc heredoc) {
      heredocs.check(heredoc);
      walk.push(heredoc.text());
    } else if (node instanceof Operation.Negate negate) {
      value(negate.expression());
    } else if (node instanceof Operation.Unfold unfold) {
      value(unfold.expression());
    } else if (node instanceof Query query) {
      references.query(query);
      walk.push(query.expression());
    } else if (node instanceof Text.Epp epp) {
      definitions.template(walk.parent());
      walk.push(epp.body());
    } else if (node instanceof Text.Render render) {
      value(render.expression());
    } else if (node instanceof Call.Apply apply) {
      walk.push(apply.body());
      walk.pushAll(apply.arguments());
    } else if (node instanceof Call.ApplyBlock block) {
      blocks.statements(block.statements());
      walk.pushAll(block.statements());
    } else {
      references.leaf(node);
    }
  }
}
