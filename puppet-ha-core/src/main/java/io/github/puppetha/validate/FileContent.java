package io.github.puppetha.validate;

import io.github.puppetha.io.Tree;
import io.github.puppetha.language.ParseResult;
import java.util.Optional;

/**
 * A file as it was read.
 *
 * @param text without a byte order mark
 * @param code what the parser made of it, for manifests and EPP templates
 * @param data the document, for Hiera data, hiera.yaml, metadata.json and other YAML and JSON; the
 *     first document where there are several, empty when there is none that can be read
 */
record FileContent(String text, Optional<ParseResult> code, Optional<Tree> data) {
  static FileContent text(String text) {
    return new FileContent(text, Optional.empty(), Optional.empty());
  }

  static FileContent code(String text, ParseResult code) {
    return new FileContent(text, Optional.of(code), Optional.empty());
  }

  static FileContent data(String text, Optional<Tree> data) {
    return new FileContent(text, Optional.empty(), data);
  }
}
