package io.github.puppetha.topology;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.io.Tree;
import java.util.ArrayList;
import java.util.List;

/** Holds a document against the table of keys; collects everything that does not fit. */
final class ShapeCheck {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  private ShapeCheck(String file) {
    this.file = file;
  }

  static List<Problem> check(String file, Tree root) {
    ShapeCheck check = new ShapeCheck(file);
    check.value("the file", root, TopologyKeys.ROOT);
    return check.problems;
  }

  private void value(String what, Tree tree, Shape shape) {
    if (shape instanceof Shape.Keys keys && tree instanceof Tree.MapNode map) {
      keys(what, map, keys);
    } else if (shape instanceof Shape.Named named && tree instanceof Tree.MapNode map) {
      named(what, map, named);
    } else if (shape instanceof Shape.Items items && tree instanceof Tree.ListNode list) {
      for (int i = 0; i < list.items().size(); i++) {
        value(what + "[" + i + "]", list.items().get(i), items.item());
      }
    } else if (tree instanceof Tree.Scalar scalar && scalar.type() != Tree.Type.NULL) {
      scalar(what, scalar, shape);
    } else {
      wrongType(what, tree, shape);
    }
  }

  private void keys(String what, Tree.MapNode map, Shape.Keys keys) {
    for (Tree.Entry entry : map.entries()) {
      String name = entry.key().text();
      keys.key(name)
          .ifPresentOrElse(
              key -> value("'" + name + "'", entry.value(), key.shape()),
              () -> unknown(what, entry.key(), keys));
    }
    for (Shape.Key key : keys.keys()) {
      if (key.required() && map.get(key.name()).isEmpty()) {
        String message = what + " has no '" + key.name() + "'; add " + key.shape().expected();
        add(map.range(), "missing_key", message);
      }
    }
  }

  private void unknown(String what, Tree.Scalar key, Shape.Keys keys) {
    String known =
        Suggestions.nearest(key.text(), keys.names()).isPresent()
            ? Suggestions.hint(key.text(), keys.names())
            : "; known here: " + String.join(", ", keys.names());
    add(key.range(), "unknown_key", "unknown key '" + key.text() + "' in " + what + known);
  }

  private void named(String what, Tree.MapNode map, Shape.Named named) {
    for (Tree.Entry entry : map.entries()) {
      Tree.Scalar key = entry.key();
      if (key.type() == Tree.Type.BOOLEAN || key.type() == Tree.Type.NULL) {
        String message =
            "YAML reads the name '" + key.text() + "' in " + what + " as " + key.kind();
        add(key.range(), "bad_name", message + "; put it in quotes");
      } else if (!key.text().matches(Shape.Named.NAME)) {
        String message = "'" + key.text() + "' in " + what + " is not a name";
        add(key.range(), "bad_name", message + "; use letters, digits, '_', '-' and '.'");
      }
      value("'" + key.text() + "'", entry.value(), named.value());
    }
    if (map.entries().isEmpty() && !named.empty()) {
      add(map.range(), "missing_key", what + " is empty; add at least one");
    }
  }

  private void scalar(String what, Tree.Scalar scalar, Shape shape) {
    String complaint = null;
    if (shape instanceof Shape.Text text) {
      if (!text.form().accepts(scalar.type())) {
        wrongType(what, scalar, shape);
      } else if (scalar.type() == Tree.Type.STRING) {
        complaint = text.form().complaint(scalar.text());
      }
    } else if (shape instanceof Shape.Number number) {
      if (scalar.type() != Tree.Type.INTEGER) {
        wrongType(what, scalar, shape);
      } else if (!inRange(scalar.text(), number)) {
        complaint = "not " + number.expected();
      }
    } else if (shape instanceof Shape.Choice choice && scalar.type() == Tree.Type.STRING) {
      if (!choice.words().contains(scalar.text())) {
        complaint = "not " + choice.expected() + Suggestions.hint(scalar.text(), choice.words());
      }
    } else {
      wrongType(what, scalar, shape);
    }
    if (complaint != null) {
      add(scalar.range(), "bad_value", what + " is '" + shown(scalar.text()) + "': " + complaint);
    }
  }

  /** Without the password of a URL: problems are printed and kept. */
  private static String shown(String text) {
    return text.replaceFirst("://([^/@:\\s]*):\\S*@", "://$1:***@");
  }

  private static boolean inRange(String text, Shape.Number number) {
    if (!text.matches("0|[1-9][0-9]{0,8}")) {
      return false;
    }
    int value = Integer.parseInt(text);
    return value >= number.min() && value <= number.max();
  }

  private void wrongType(String what, Tree tree, Shape shape) {
    String quotes =
        shape instanceof Shape.Text && tree instanceof Tree.Scalar s && s.type() != Tree.Type.NULL
            ? "; put it in quotes"
            : "";
    String message = what + " must be " + shape.expected() + ", but is " + tree.kind() + quotes;
    add(tree.range(), "wrong_type", message);
  }

  private void add(SourceRange range, String rule, String message) {
    problems.add(Problem.error(file, range, "topology/" + rule, message));
  }
}
