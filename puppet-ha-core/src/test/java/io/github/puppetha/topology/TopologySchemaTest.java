package io.github.puppetha.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TopologySchemaTest {
  private static final Path SOURCE =
      Path.of("src/main/resources/io/github/puppetha/topology", TopologySchema.RESOURCE);

  /** To renew the file: {@code mvn test -Dtest=TopologySchemaTest -Dschema.update=true}. */
  @Test
  void theShippedSchemaIsCurrent() throws IOException {
    if (Boolean.getBoolean("schema.update")) {
      Files.createDirectories(SOURCE.getParent());
      Files.writeString(SOURCE, TopologySchema.json());
    }
    assertThat(Files.readString(SOURCE))
        .as("renew it with -Dtest=TopologySchemaTest -Dschema.update=true")
        .isEqualTo(TopologySchema.json());
  }

  @Test
  void theSchemaIsInTheJar() throws IOException {
    try (InputStream in = TopologySchema.class.getResourceAsStream(TopologySchema.RESOURCE)) {
      assertThat(in).isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("srv_domain");
    }
  }

  @Test
  void editorsLearnTypesDefaultsAndBounds() {
    Tree root = JsonReader.read("schema", TopologySchema.json()).root().orElseThrow();
    String[] server = {"properties", "sites", "additionalProperties", "properties", "servers"};
    Tree items = Nodes.at(root, server).flatMap(t -> Nodes.at(t, "items")).orElseThrow();
    assertThat(Nodes.text(items, "properties", "weight", "maximum")).contains("65535");
    assertThat(Nodes.text(items, "properties", "weight", "default")).contains("10");
    assertThat(Nodes.texts(items, "required")).containsExactly("host");
    assertThat(Nodes.texts(root, "properties", "deploy", "properties", "policy", "enum"))
        .containsExactly("all", "reachable");
    assertThat(Nodes.texts(root, "required")).containsExactly("sites");
  }
}
