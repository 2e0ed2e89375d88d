package io.github.puppetha.validate;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document, indented; what XML does not allow in it is made visible. */
final class XmlText {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;
  private int depth;
  private boolean empty;

  private XmlText() throws XMLStreamException {
    writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  /** What fills a document. */
  @FunctionalInterface
  interface Content {
    void write(XmlText xml) throws XMLStreamException;
  }

  /** A whole document with its declaration and a final newline. */
  static String document(Content content) {
    try {
      XmlText xml = new XmlText();
      xml.writer.writeStartDocument("UTF-8", "1.0");
      content.write(xml);
      xml.writer.writeEndDocument();
      xml.writer.flush();
      return xml.text + "\n";
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
  }

  /** Begins an element; attributes are given as names and values in turn. */
  XmlText start(String name, Object... attributes) throws XMLStreamException {
    indent();
    writer.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      writer.writeAttribute(attributes[i].toString(), Printable.text(attributes[i + 1].toString()));
    }
    depth++;
    empty = true;
    return this;
  }

  /** Text of several lines within an element. */
  XmlText lines(Iterable<String> lines) throws XMLStreamException {
    for (String line : lines) {
      writer.writeCharacters("\n" + Printable.text(line));
    }
    empty = false;
    return this;
  }

  /** Ends the element that was begun last. */
  XmlText end() throws XMLStreamException {
    depth--;
    if (!empty) {
      indent();
    }
    writer.writeEndElement();
    empty = false;
    return this;
  }

  private void indent() throws XMLStreamException {
    writer.writeCharacters("\n" + "  ".repeat(depth));
  }
}
