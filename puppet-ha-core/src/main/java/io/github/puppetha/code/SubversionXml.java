package io.github.puppetha.code;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what {@code svn info --xml} and {@code svn list --xml} write. */
final class SubversionXml {
  private SubversionXml() {}

  /**
   * One entry.
   *
   * @param name the last part of its path
   * @param directory is it one?
   * @param revision in which it was last changed
   * @param repository the repository's UUID; empty in a list
   */
  record Entry(String name, boolean directory, long revision, String repository) {}

  static List<Entry> read(String url, String xml) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<Entry> entries = new ArrayList<>();
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      Entry entry = new Entry("", false, 0, "");
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          entry = start(reader, entry);
        } else if (event == XMLStreamConstants.END_ELEMENT
            && reader.getLocalName().equals("entry")) {
          entries.add(entry);
        }
      }
      return entries;
    } catch (XMLStreamException | NumberFormatException e) {
      throw new RepositoryException(url, url + ": what svn writes is not understood: " + e, e);
    }
  }

  private static Entry start(XMLStreamReader reader, Entry entry) throws XMLStreamException {
    return switch (reader.getLocalName()) {
      case "entry" -> {
        boolean directory = "dir".equals(reader.getAttributeValue(null, "kind"));
        String path = reader.getAttributeValue(null, "path");
        yield new Entry(path == null ? "" : path, directory, 0, "");
      }
      case "name" ->
          new Entry(
              reader.getElementText(), entry.directory(), entry.revision(), entry.repository());
      case "uuid" ->
          new Entry(entry.name(), entry.directory(), entry.revision(), reader.getElementText());
      case "commit" -> {
        long revision = Long.parseLong(reader.getAttributeValue(null, "revision"));
        yield new Entry(entry.name(), entry.directory(), revision, entry.repository());
      }
      default -> entry;
    };
  }
}
