package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Something that reads Puppet code and says what is wrong with it. */
interface Judge {
  /** What is to be judged. */
  record Text(Kind kind, byte[] bytes) {
    /** As a text; bytes that are no UTF-8 become the replacement character. */
    String string() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** The verdict on each, in order. */
  List<Verdict> judge(List<Text> texts) throws IOException;

  /** The verdict on one. */
  default Verdict judge(Kind kind, byte[] bytes) throws IOException {
    return judge(List.of(new Text(kind, bytes))).get(0);
  }
}
