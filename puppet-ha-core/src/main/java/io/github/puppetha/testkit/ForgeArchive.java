package io.github.puppetha.testkit;

import io.github.puppetha.io.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Makes archives as {@code pdk build} does. */
final class ForgeArchive {
  private ForgeArchive() {}

  static byte[] of(
      String slug, String version, Map<String, String> files, Map<String, String> dependencies) {
    Map<String, String> all = new TreeMap<>(files);
    all.putIfAbsent("metadata.json", metadata(slug, version, dependencies));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, String> file : all.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry =
            new TarArchiveEntry(slug + "-" + version + "/" + file.getKey(), true);
        entry.setModTime(0L);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String metadata(String slug, String version, Map<String, String> dependencies) {
    List<Map<String, Object>> needs = new ArrayList<>();
    new TreeMap<>(dependencies)
        .forEach((name, range) -> needs.add(Map.of("name", name, "version_requirement", range)));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", slug);
    metadata.put("version", version);
    metadata.put("author", slug.split("-")[0]);
    metadata.put("license", "Apache-2.0");
    metadata.put("summary", "made up");
    metadata.put("source", "https://example.test/" + slug);
    metadata.put("dependencies", needs);
    return JsonWriter.write(metadata);
  }
}
