package io.github.puppetha.validate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Validator} was told.
 *
 * @param directory what to validate: a directory, or with a revision also a bare repository
 * @param revision the revision of a git repository to read in place of files; empty for files
 * @param puppetVersion 7, 8 or 9
 * @param threads on how many files are looked at
 * @param excludes globs of names that are not reported
 * @param modulePath directories with installed modules
 * @param codeCache where mirrors of modules are; empty for where a deployment keeps them
 * @param fetchModules whether modules in git that are not at hand are fetched
 * @param resultCache the directory where results are kept for the next time; empty for nowhere
 * @param baseline a file that counts what is known
 * @param changedSince the commit since which files must have changed to be reported
 */
record Settings(
    Path directory,
    Optional<String> revision,
    int puppetVersion,
    int threads,
    List<String> excludes,
    List<Path> modulePath,
    Optional<Path> codeCache,
    boolean fetchModules,
    Optional<Path> resultCache,
    Optional<Path> baseline,
    Optional<String> changedSince) {
  /** The same at another revision. */
  Settings at(String other) {
    return new Settings(
        directory,
        Optional.of(other),
        puppetVersion,
        threads,
        excludes,
        modulePath,
        codeCache,
        fetchModules,
        resultCache,
        baseline,
        changedSince);
  }
}
