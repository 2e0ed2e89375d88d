package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that look across files. Each file is looked at once, by itself, and what these rules need
 * of it is kept: small, and written into the cache, so that an unchanged file is not parsed again.
 * At the end they see what was kept of all files.
 *
 * @param <F> what is kept of one file; immutable
 */
interface CrossFileRules<F> {
  /**
   * Keeps what is needed of a file; called by several threads. What it returns must hang on the
   * arguments alone, and of the file's place only on its module's name, its path and its name.
   *
   * <p>It is called for manifests, templates, YAML and JSON that are reported, and for {@code *.rb}
   * below {@code lib}; of files that are only read for what they define, for manifests and Ruby.
   */
  Optional<F> collect(RepoFile file, FileContent content);

  /** Writes what was kept. */
  void write(F facts, DataOutput out) throws IOException;

  /**
   * Reads what was written. The input ends where the facts end; what makes no sense is an
   * IOException, or any RuntimeException, and the file is looked at again.
   */
  F read(DataInput in) throws IOException;

  /**
   * Looks across all files.
   *
   * @param facts what was kept, in the order of {@link ControlRepo#files()}
   */
  List<Problem> check(ControlRepo repo, Map<RepoFile, F> facts);
}
