package io.github.puppetha.validate;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Says what a schema has against a document. */
final class Schemas {
  private Schemas() {}

  /** By a JSON Schema (draft 7) on the class path. */
  static List<String> json(String schema, String document) {
    return JsonSchemaFactory.getInstance(VersionFlag.V7)
        .getSchema(resource(schema))
        .validate(document, InputFormat.JSON)
        .stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  /** By an XML Schema on the class path; throws for the first thing. */
  static void xml(String schema, String document) throws SAXException, IOException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new StreamSource(resource(schema)))
        .newValidator()
        .validate(new StreamSource(new StringReader(document)));
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Schemas.class.getResourceAsStream(name), name);
  }
}
