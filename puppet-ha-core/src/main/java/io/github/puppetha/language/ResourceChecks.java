package io.github.puppetha.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resources and their attributes. */
final class ResourceChecks {
  private final Diagnostics diagnostics;

  ResourceChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void resource(Resource.ResourceExpression resource) {
    if (resource.form() != Resource.Form.REGULAR
        && resource.typeName() instanceof Name.QualifiedName name
        && name.value().equals("class")) {
      diagnostics.add(
          Issue.CLASS_NOT_VIRTUALIZABLE,
          resource,
          "a class cannot be virtual or exported; remove the '@'");
    }
  }

  void notVirtual(Resource.Form form, Resource resource) {
    if (form != Resource.Form.REGULAR) {
      diagnostics.add(
          Issue.NOT_VIRTUALIZEABLE,
          resource,
          Labels.of(resource) + " cannot be virtual or exported; remove the '@'");
    }
  }

  /** More than one {@code * => …}. */
  void body(ResourceBody body) {
    int found = 0;
    List<ResourceOperation> operations = body.operations();
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i) instanceof ResourceOperation.Attributes again && ++found > 1) {
        diagnostics.add(
            Issue.MULTIPLE_ATTRIBUTES_UNFOLD,
            again,
            "a resource takes one '* =>' only; join the hashes with +");
      }
    }
  }

  /** {@code +>} in something that has no values yet. */
  void attribute(ResourceOperation.Attribute attribute, @Nullable Object around) {
    if (attribute.append()
        && !(around instanceof Resource.Collector)
        && !(around instanceof Resource.ResourceOverride)) {
      diagnostics.add(
          Issue.ILLEGAL_ATTRIBUTE_APPEND,
          attribute,
          "'" + attribute.name() + "' has nothing to add to here; write => in place of +>");
    }
  }
}
