package io.github.puppetha.language;

import io.github.puppetha.language.Literal.LiteralHash;
import io.github.puppetha.language.Literal.LiteralString;
import io.github.puppetha.language.Name.QualifiedName;
import io.github.puppetha.language.Name.QualifiedReference;
import io.github.puppetha.language.Operation.Access;
import io.github.puppetha.language.Resource.Form;
import io.github.puppetha.language.Resource.ResourceDefaults;
import io.github.puppetha.language.Resource.ResourceExpression;
import io.github.puppetha.language.Resource.ResourceOverride;
import io.github.puppetha.language.ResourceOperation.Attribute;
import io.github.puppetha.language.ResourceOperation.Attributes;
import java.util.ArrayList;
import java.util.List;

/** Resources, their defaults and overrides, and collectors. */
final class Resources {
  private final Parser in;

  Resources(Parser in) {
    this.in = in;
  }

  /** Can what begins here be no expression alone? */
  boolean startsResourceOnly() {
    return switch (in.kind()) {
      case AT, ATAT -> true;
      case CLASS -> in.kind(1) == TokenKind.LBRACE;
      default -> false;
    };
  }

  /** A resource, or an expression. */
  Expression resource() throws SyntaxError {
    return switch (in.kind()) {
      case AT -> virtual(Form.VIRTUAL);
      case ATAT -> virtual(Form.EXPORTED);
      case CLASS ->
          in.kind(1) == TokenKind.LBRACE
              ? resource(classResource())
              : resource(in.expressions.expression());
      default -> resource(in.expressions.expression());
    };
  }

  /** What may follow an expression that has been read: the bodies of a resource. */
  Expression resource(Expression expression) throws SyntaxError {
    Expression left = expression;
    for (int length = 1; in.kind() == TokenKind.LBRACE; length++) {
      left = startsAttributes() ? withoutTitle(left) : withTitle(left);
      in.chain(length);
    }
    return left;
  }

  private Expression virtual(Form form) throws SyntaxError {
    int token = in.next();
    in.enter();
    Expression resource = resource();
    in.leave();
    int start = in.start(token);
    int end = resource.end();
    if (in.kind() == TokenKind.BAD) {
      throw in.unexpected();
    }
    if (resource instanceof ResourceExpression r) {
      return new ResourceExpression(form, r.typeName(), at(r.bodies(), start), start, end);
    }
    if (resource instanceof ResourceDefaults r) {
      return new ResourceDefaults(form, r.typeRef(), r.operations(), start, end);
    }
    if (resource instanceof ResourceOverride r) {
      return new ResourceOverride(form, r.resources(), r.operations(), start, end);
    }
    String sign = form == Form.VIRTUAL ? "'@'" : "'@@'";
    throw new SyntaxError(
        Issue.ERROR, start, in.end(token), sign + " can stand only before a resource");
  }

  private static List<ResourceBody> at(List<ResourceBody> bodies, int offset) {
    List<ResourceBody> moved = new ArrayList<>(bodies.size());
    for (ResourceBody body : bodies) {
      moved.add(new ResourceBody(body.title(), body.operations(), offset, body.end()));
    }
    return moved;
  }

  private Expression classResource() throws SyntaxError {
    int start = in.start(in.next());
    in.next();
    List<ResourceBody> bodies = new ArrayList<>(1);
    bodies(bodies, start);
    int end = in.end(in.expect(TokenKind.RBRACE));
    QualifiedName name = new QualifiedName("class", start, start);
    return new ResourceExpression(Form.REGULAR, name, bodies, start, end);
  }

  /** Bodies with a semicolon between them, and perhaps one after. */
  private void bodies(List<ResourceBody> bodies, int offset) throws SyntaxError {
    bodies.add(body(offset));
    while (in.skip(TokenKind.SEMIC)) {
      if (in.kind() == TokenKind.RBRACE) {
        return;
      }
      bodies.add(body(offset));
    }
  }

  private ResourceBody body(int offset) throws SyntaxError {
    Expression title = in.expressions.expression();
    in.expect(TokenKind.COLON);
    List<ResourceOperation> operations = operations();
    int end = in.lastEnd();
    in.skip(TokenKind.COMMA);
    return new ResourceBody(title, operations, offset, end);
  }

  /** Does an attribute follow the opening brace that is here, or nothing? */
  private boolean startsAttributes() {
    TokenKind first = in.kind(1);
    return switch (first) {
      // Words that begin no expression can only be an attribute's name.
      case RBRACE, COMMA, AND, OR, IN, ELSE, ELSIF, INHERITS -> true;
      case TIMES -> in.kind(2) == TokenKind.FARROW;
      default ->
          (first == TokenKind.NAME || first.isKeyword())
              && (in.kind(2) == TokenKind.FARROW || in.kind(2) == TokenKind.PARROW);
    };
  }

  private Expression withTitle(Expression type) throws SyntaxError {
    in.next();
    List<ResourceBody> bodies = new ArrayList<>(1);
    int offset = type.offset();
    bodies.add(body(offset));
    if (in.skip(TokenKind.SEMIC) && in.kind() != TokenKind.RBRACE) {
      bodies(bodies, offset);
    }
    int end = in.end(in.expect(TokenKind.RBRACE));
    return new ResourceExpression(Form.REGULAR, type, bodies, offset, end);
  }

  private Expression withoutTitle(Expression left) throws SyntaxError {
    int open = in.next();
    List<ResourceOperation> operations = operations();
    in.skip(TokenKind.COMMA);
    int close = in.expect(TokenKind.RBRACE);
    int offset = left.offset();
    int end = in.end(close);
    if (left instanceof QualifiedName name) {
      return in.nameAndHash(name, hash(operations, open, close), end);
    }
    if (left instanceof QualifiedReference) {
      return new ResourceDefaults(Form.REGULAR, left, operations, offset, end);
    }
    if (left instanceof Access) {
      return new ResourceOverride(Form.REGULAR, left, operations, offset, end);
    }
    throw new SyntaxError(
        Issue.ERROR,
        offset,
        left.end(),
        "what stands before '{' is no resource, no type and no reference to a resource");
  }

  /** What looks like attributes of a resource without a title is a hash. */
  private LiteralHash hash(List<ResourceOperation> operations, int open, int close)
      throws SyntaxError {
    int start = in.start(open);
    List<KeyedEntry> entries = new ArrayList<>(operations.size());
    for (ResourceOperation operation : operations) {
      if (!(operation instanceof Attribute attribute) || attribute.append()) {
        throw new SyntaxError(
            Issue.ERROR,
            start,
            in.end(open),
            "the resource has no title; '+>' and '*' can stand only in one that has");
      }
      LiteralString key = new LiteralString(attribute.name(), start, start);
      entries.add(new KeyedEntry(key, attribute.value(), start, attribute.end()));
    }
    return new LiteralHash(entries, true, start, in.end(close));
  }

  /** Attributes with commas between them; a comma after the last is left. */
  List<ResourceOperation> operations() throws SyntaxError {
    List<ResourceOperation> operations = new ArrayList<>();
    if (startsOperation(in.kind())) {
      operations.add(operation());
    }
    while (in.kind() == TokenKind.COMMA && startsOperation(in.kind(1))) {
      in.next();
      operations.add(operation());
    }
    return operations;
  }

  private static boolean startsOperation(TokenKind kind) {
    return kind == TokenKind.NAME || kind == TokenKind.TIMES || kind.isKeyword();
  }

  private ResourceOperation operation() throws SyntaxError {
    int token = in.next();
    int start = in.start(token);
    TokenKind arrow = in.kind();
    boolean splat = in.kind(-1) == TokenKind.TIMES;
    if (arrow != TokenKind.FARROW && (splat || arrow != TokenKind.PARROW)) {
      throw in.unexpected();
    }
    in.next();
    Expression value = in.expressions.expression();
    return splat
        ? new Attributes(value, start, value.end())
        : new Attribute(in.value(token), arrow == TokenKind.PARROW, value, start, value.end());
  }

  /** A collector of what an expression names, at its opening sign. */
  Expression collector(Expression type) throws SyntaxError {
    boolean exported = in.kind() == TokenKind.LLCOLLECT;
    TokenKind close = exported ? TokenKind.RRCOLLECT : TokenKind.RCOLLECT;
    int start = in.start(in.next());
    Expression condition = in.kind() == close ? null : in.expressions.expression();
    int end = in.end(in.expect(close));
    Query query = new Query(exported, condition, start, end);
    List<ResourceOperation> operations = List.of();
    if (in.skip(TokenKind.LBRACE)) {
      operations = operations();
      in.skip(TokenKind.COMMA);
      end = in.end(in.expect(TokenKind.RBRACE));
    }
    return new Resource.Collector(type, query, operations, type.offset(), end);
  }
}
