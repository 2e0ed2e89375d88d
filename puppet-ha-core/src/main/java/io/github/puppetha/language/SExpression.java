package io.github.puppetha.language;

import io.github.puppetha.language.Call.FunctionCall;
import io.github.puppetha.language.Literal.LiteralBoolean;
import io.github.puppetha.language.Literal.LiteralFloat;
import io.github.puppetha.language.Literal.LiteralHash;
import io.github.puppetha.language.Literal.LiteralInteger;
import io.github.puppetha.language.Literal.LiteralRegex;
import io.github.puppetha.language.Literal.LiteralString;
import io.github.puppetha.language.Name.QualifiedName;
import io.github.puppetha.language.Name.QualifiedReference;
import io.github.puppetha.language.Name.ReservedWord;
import io.github.puppetha.language.Name.Variable;
import io.github.puppetha.language.ResourceOperation.Attribute;
import java.util.Locale;

/** Prints trees for people and for tests: {@code (assign = (variable a) (integer 1))}. */
public final class SExpression {
  private SExpression() {}

  /** One line, without a newline: the node's kind, what it says of itself, its children. */
  public static String print(Node node) {
    StringBuilder text = new StringBuilder();
    print(node, text);
    return text.toString();
  }

  private static void print(Node node, StringBuilder text) {
    text.append('(').append(kind(node));
    String detail = node instanceof Expression e ? detail(e) : otherDetail(node);
    if (!detail.isEmpty()) {
      text.append(' ').append(detail);
    }
    node.forEachChild(
        child -> {
          text.append(' ');
          print(child, text);
        });
    text.append(')');
  }

  /** The name of the record, in lower case with hyphens. */
  private static String kind(Node node) {
    String name = node.getClass().getSimpleName().replaceFirst("^Literal(?=.)", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String detail(Expression node) {
    if (node instanceof Literal literal) {
      return literal(literal);
    } else if (node instanceof Name name) {
      return name(name);
    } else if (node instanceof Operation operation) {
      return operator(operation);
    } else if (node instanceof Definition definition) {
      return definition(definition);
    } else if (node instanceof FunctionCall call) {
      return call.valueRequired() ? "" : "statement";
    } else if (node instanceof Text.Heredoc heredoc) {
      return heredoc.syntax();
    } else if (node instanceof Text.RenderString text) {
      return quoted(text.value());
    } else if (node instanceof Resource resource) {
      return form(resource);
    }
    return "";
  }

  private static String literal(Literal node) {
    if (node instanceof LiteralString string) {
      return quoted(string.value());
    } else if (node instanceof LiteralInteger integer) {
      return integer.value().toString();
    } else if (node instanceof LiteralFloat number) {
      return Double.toString(number.value());
    } else if (node instanceof LiteralBoolean bool) {
      return Boolean.toString(bool.value());
    } else if (node instanceof LiteralRegex regex) {
      return "/" + regex.pattern() + "/";
    } else if (node instanceof LiteralHash hash) {
      return hash.braces() ? "" : "bare";
    }
    return "";
  }

  private static String name(Name node) {
    if (node instanceof Variable variable) {
      return variable.name();
    } else if (node instanceof QualifiedName name) {
      return name.value();
    } else if (node instanceof QualifiedReference reference) {
      return reference.casedValue();
    }
    return ((ReservedWord) node).word();
  }

  private static String operator(Operation node) {
    if (node instanceof Operation.Infix infix) {
      return infix.operator().symbol();
    }
    return "";
  }

  private static String definition(Definition node) {
    if (node instanceof Definition.HostClass hostClass && hostClass.parent() != null) {
      return hostClass.name() + " inherits " + hostClass.parent();
    } else if (node instanceof Definition.Named named) {
      return named.name();
    } else if (node instanceof Definition.TypeAlias alias) {
      return alias.name();
    } else if (node instanceof Definition.TypeDefinition type) {
      return type.name();
    }
    return "";
  }

  private static String form(Resource node) {
    Resource.Form form =
        node instanceof Resource.ResourceExpression r
            ? r.form()
            : node instanceof Resource.ResourceDefaults d
                ? d.form()
                : node instanceof Resource.ResourceOverride o ? o.form() : Resource.Form.REGULAR;
    return form == Resource.Form.REGULAR ? "" : form.name().toLowerCase(Locale.ROOT);
  }

  private static String otherDetail(Node node) {
    if (node instanceof Parameter parameter) {
      return (parameter.capturesRest() ? "*" : "") + parameter.name();
    } else if (node instanceof Attribute attribute) {
      return attribute.name() + (attribute.append() ? " +>" : "");
    } else if (node instanceof Query query) {
      return query.exported() ? "exported" : "";
    }
    return "";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
