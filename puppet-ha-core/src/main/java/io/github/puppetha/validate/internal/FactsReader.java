package io.github.puppetha.validate.internal;

import io.github.puppetha.language.Call;
import io.github.puppetha.language.Control;
import io.github.puppetha.language.Definition;
import io.github.puppetha.language.Expression;
import io.github.puppetha.language.Lines;
import io.github.puppetha.language.Literal;
import io.github.puppetha.language.Name;
import io.github.puppetha.language.Node;
import io.github.puppetha.language.Operation;
import io.github.puppetha.language.Operator;
import io.github.puppetha.language.ParseResult;
import io.github.puppetha.language.Program;
import io.github.puppetha.language.Resource;
import io.github.puppetha.language.Text;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Read;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link FileFacts} off a syntax tree. */
public final class FactsReader {
  private static final Set<String> VERSIONS =
      Set.of("puppetversion", "serverversion", "clientversion", "facterversion", "pe_version");

  private final Scopes scopes;
  private final Uses uses;
  private final Calls calls;
  private final Resources resources;

  private FactsReader(Lines lines) {
    this.scopes = new Scopes(lines);
    this.uses = new Uses(lines);
    this.calls = new Calls(uses, this::visit);
    this.resources = new Resources(lines, uses, this::visit);
  }

  /** Of a manifest or an EPP template; nothing when it does not parse. */
  public static FileFacts read(ParseResult result) {
    return result.program().map(program -> read(program, result.lines())).orElse(FileFacts.NONE);
  }

  private static FileFacts read(Program program, Lines lines) {
    FactsReader reader = new FactsReader(lines);
    reader.program(program.body());
    List<Read> reads =
        reader.scopes.reads().stream()
            .map(
                read ->
                    reader.uses.asked(Scopes.plain(read.name()))
                        ? new Read(read.name(), read.range(), read.definition(), true)
                        : read)
            .toList();
    return new FileFacts(
        reader.scopes.definitions(),
        reader.uses.uses(),
        List.copyOf(reader.resources.declarations()),
        reads);
  }

  private void program(Expression body) {
    scopes.define();
    if (body instanceof Call.Lambda lambda && lambda.body() instanceof Text.Epp epp) {
      parameters(lambda.parameters());
      visit(epp);
      Kind kind = epp.parametersSpecified() ? Kind.TEMPLATE : Kind.TOP;
      scopes.endFile(kind, lambda.parameters(), null);
    } else {
      visit(body);
      scopes.endFile(Kind.TOP, List.of(), code(body));
    }
  }

  /** The first statement that defines nothing. */
  private static @Nullable Node code(Expression body) {
    List<Expression> statements =
        body instanceof Control.Block block ? block.statements() : List.of(body);
    return statements.stream().filter(FactsReader::isCode).findFirst().orElse(null);
  }

  private static boolean isCode(Expression statement) {
    boolean defines =
        statement instanceof Definition && !(statement instanceof Definition.NodeDefinition);
    return !defines && !(statement instanceof Literal.Nop);
  }

  private void visitAll(List<? extends Node> nodes) {
    for (Node node : nodes) {
      visit(node);
    }
  }

  private void visit(@Nullable Node node) {
    if (node == null) {
      return;
    } else if (node instanceof Name name) {
      name(name);
    } else if (node instanceof Literal literal) {
      literal(literal);
    } else if (node instanceof Operation operation) {
      operation(operation);
    } else if (node instanceof Call call) {
      call(call);
    } else if (node instanceof Resource resource) {
      resources.visit(resource);
    } else if (node instanceof Definition definition) {
      definition(definition);
    } else if (node instanceof Control control) {
      control(control);
    } else if (node instanceof Text.ConcatenatedString text) {
      for (Expression segment : text.segments()) {
        if (!(segment instanceof Literal.LiteralString)) {
          visit(segment);
        }
      }
    } else {
      node.forEachChild(this::visit);
    }
  }

  private void name(Name name) {
    if (name instanceof Name.Variable variable) {
      if (VERSIONS.contains(Scopes.plain(variable.name()))) {
        uses.askVersion();
      }
      scopes.read(variable, uses.guarded());
    } else if (name instanceof Name.QualifiedReference reference) {
      uses.name(UseKind.TYPE, reference.value(), reference);
    }
  }

  private void literal(Literal literal) {
    if (literal instanceof Literal.LiteralString string) {
      if (string.value().startsWith(Uses.URL)) {
        uses.add(UseKind.URL, string.value(), string);
      } else if (VERSIONS.contains(string.value())) {
        uses.askVersion();
      }
    } else if (literal instanceof Literal.LiteralList list
        && list.values().stream().anyMatch(FactsReader::isUrl)) {
      uses.alternatives(UseKind.URL, list.values(), list);
      list.values().stream().filter(value -> !isUrl(value)).forEach(this::visit);
    } else {
      literal.forEachChild(this::visit);
    }
  }

  private static boolean isUrl(Expression expression) {
    return expression instanceof Literal.LiteralString string
        && string.value().startsWith(Uses.URL);
  }

  private void operation(Operation operation) {
    if (operation instanceof Operation.Binary || operation instanceof Operation.Relationship) {
      chain(operation);
    } else if (operation instanceof Operation.Assignment assignment) {
      scopes.assign(assignment.left());
      if (!(assignment.left() instanceof Name.Variable)
          && !(assignment.left() instanceof Literal.LiteralList)) {
        visit(assignment.left());
      }
      visit(assignment.right());
    } else if (operation instanceof Operation.Access access) {
      access(access);
    } else if (operation instanceof Operation.NamedAccess named) {
      visit(named.left());
    } else if (operation instanceof Operation.Selector selector) {
      branches(selector.left(), selector.entries());
    } else {
      operation.forEachChild(this::visit);
    }
  }

  /** Long chains lean to the left; they are walked without going deeper for each link. */
  private void chain(Operation operation) {
    int before = uses.questions();
    Deque<Operation> links = new ArrayDeque<>();
    Expression first = operation;
    while (first instanceof Operation.Binary || first instanceof Operation.Relationship) {
      links.push((Operation) first);
      first = left(first);
    }
    operand(first, links.getFirst() instanceof Operation.Relationship);
    for (Operation link : links) {
      if (link instanceof Operation.Relationship relationship) {
        operand(relationship.right(), true);
      } else if (link instanceof Operation.Binary binary) {
        boolean logical = binary.operator() == Operator.AND || binary.operator() == Operator.OR;
        guarded(logical && uses.questions() > before, binary.right());
      }
    }
  }

  private static Expression left(Expression link) {
    return link instanceof Operation.Binary binary
        ? binary.left()
        : ((Operation.Relationship) link).left();
  }

  private void operand(Expression expression, boolean related) {
    if (related) {
      uses.classReferences(UseKind.CLASS_REFERENCE, expression);
    }
    visit(expression);
  }

  private void access(Operation.Access access) {
    if (access.left() instanceof Name.Variable variable
        && Scopes.plain(variable.name()).equals("facts")
        && access.keys().size() == 1
        && access.keys().get(0) instanceof Literal.LiteralString key
        && Builtin.get().modernFact(key.value()).isPresent()) {
      uses.add(UseKind.FACT, key.value(), access);
    }
    visit(access.left());
    visitAll(access.keys());
  }

  private void call(Call call) {
    if (call instanceof Call.FunctionCall function) {
      calls.function(function);
      visit(function.lambda());
    } else if (call instanceof Call.MethodCall method) {
      calls.method(method);
      visit(method.functor().left());
      visitAll(method.arguments());
      visit(method.lambda());
    } else if (call instanceof Call.Lambda lambda) {
      scopes.lambda();
      parameters(lambda.parameters());
      visit(lambda.body());
      visit(lambda.returnType());
      scopes.endLambda();
    } else {
      call.forEachChild(this::visit);
    }
  }

  private void parameters(List<io.github.puppetha.language.Parameter> parameters) {
    for (io.github.puppetha.language.Parameter parameter : parameters) {
      scopes.set(parameter.name());
      visit(parameter.value());
      visit(parameter.type());
    }
  }

  private void definition(Definition definition) {
    if (definition instanceof Definition.Named named) {
      scopes.define();
      parameters(named.parameters());
      visit(named.body());
      named(named);
    } else if (definition instanceof Definition.NodeDefinition node) {
      scopes.define();
      visit(node.body());
      scopes.endDefinition(Kind.NODE, "", "", List.of(), Value.UNKNOWN, node.offset());
    } else if (definition instanceof Definition.TypeAlias alias) {
      scopes.define();
      visit(alias.type());
      Value type = Values.of(alias.type());
      scopes.endDefinition(Kind.ALIAS, alias.name(), "", List.of(), type, alias.offset());
    }
  }

  private void named(Definition.Named named) {
    Kind kind = Kind.CLASS;
    String parent = "";
    if (named instanceof Definition.HostClass host) {
      if (host.parent() != null) {
        parent = host.parent();
        uses.name(UseKind.PARENT, parent, host);
      }
    } else if (named instanceof Definition.ResourceType) {
      kind = Kind.DEFINE;
    } else if (named instanceof Definition.Plan) {
      kind = Kind.PLAN;
    } else if (named instanceof Definition.Function function) {
      kind = Kind.FUNCTION;
      visit(function.returnType());
    }
    scopes.endDefinition(
        kind, named.name(), parent, named.parameters(), Value.UNKNOWN, named.offset());
  }

  private void control(Control control) {
    if (control instanceof Control.If first) {
      conditions(first);
    } else if (control instanceof Control.Unless unless) {
      int before = uses.questions();
      visit(unless.test());
      guarded(uses.questions() > before, unless.then());
      guarded(uses.questions() > before, unless.otherwise());
    } else if (control instanceof Control.Case branching) {
      branches(branching.test(), branching.options());
    } else {
      control.forEachChild(this::visit);
    }
  }

  private void conditions(Control.If first) {
    int before = uses.questions();
    Expression next = first;
    while (next instanceof Control.If branch) {
      visit(branch.test());
      guarded(uses.questions() > before, branch.then());
      next = branch.otherwise();
    }
    guarded(uses.questions() > before, next);
  }

  private void branches(Expression test, List<? extends Node> branches) {
    int before = uses.questions();
    visit(test);
    for (Node branch : branches) {
      guarded(uses.questions() > before, branch);
    }
  }

  private void guarded(boolean guarded, @Nullable Node node) {
    if (guarded) {
      uses.guard();
      visit(node);
      uses.unguard();
    } else {
      visit(node);
    }
  }
}
