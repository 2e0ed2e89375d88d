package io.github.puppetha.topology;

import io.github.puppetha.io.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (draft 2020-12) of {@code puppet-ha.yaml}, made from the same table of keys that
 * the reader checks against. It lies in the jar beside this class as {@value #RESOURCE}.
 */
public final class TopologySchema {
  /** The name of the resource. */
  public static final String RESOURCE = "puppet-ha.schema.json";

  private TopologySchema() {}

  /** The schema's text, with a final newline. */
  public static String json() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "puppet-ha.yaml");
    schema.putAll(of(TopologyKeys.ROOT));
    return JsonWriter.write(schema);
  }

  private static Map<String, Object> of(Shape shape) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (shape instanceof Shape.Keys keys) {
      object(schema, keys);
    } else if (shape instanceof Shape.Named named) {
      schema.put("type", "object");
      schema.put("propertyNames", Map.of("pattern", "^" + Shape.Named.NAME + "$"));
      schema.put("additionalProperties", of(named.value()));
      if (!named.empty()) {
        schema.put("minProperties", 1);
      }
    } else if (shape instanceof Shape.Items items) {
      schema.put("type", "array");
      schema.put("items", of(items.item()));
    } else if (shape instanceof Shape.Number number) {
      schema.put("type", "integer");
      schema.put("minimum", number.min());
      schema.put("maximum", number.max());
    } else if (shape instanceof Shape.Choice choice) {
      schema.put("enum", choice.words());
    } else if (shape instanceof Shape.Text text) {
      text(schema, text.form());
    }
    return schema;
  }

  private static void object(Map<String, Object> schema, Shape.Keys keys) {
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    List<String> required =
        keys.keys().stream().filter(Shape.Key::required).map(Shape.Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Shape.Key key : keys.keys()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", key.doc());
      property.putAll(of(key.shape()));
      if (key.standard() != null) {
        property.put("default", key.standard());
      }
      properties.put(key.name(), property);
    }
    schema.put("properties", properties);
  }

  private static void text(Map<String, Object> schema, Form form) {
    schema.put("type", form == Form.PREFIX ? List.of("string", "boolean") : "string");
    String pattern = form.pattern();
    if (pattern != null) {
      schema.put("pattern", pattern);
    }
  }
}
