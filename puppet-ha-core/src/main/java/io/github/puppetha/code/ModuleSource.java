package io.github.puppetha.code;

import io.github.puppetha.SourceRange;
import org.jspecify.annotations.Nullable;

/** Where a Puppetfile's module comes from. */
public sealed interface ModuleSource {

  /** What a git module's reference may be. */
  enum RefKind {
    /** A branch, tag or commit, whichever exists. */
    ANY,
    /** A branch. */
    BRANCH,
    /** A tag. */
    TAG,
    /** A commit's hash, whole or its beginning. */
    COMMIT,
    /** The branch that is named as the control repository's branch. */
    CONTROL_BRANCH
  }

  /**
   * A git repository.
   *
   * @param remote its URL as written
   * @param kind what {@code ref} is
   * @param ref the wanted reference; null for {@link RefKind#CONTROL_BRANCH}, and where only a
   *     default branch is given
   * @param defaultBranch the branch that is taken where {@code ref} does not exist, or null
   * @param remoteRange where the remote stands in the Puppetfile
   * @param refRange where the reference stands in the Puppetfile
   */
  record Git(
      String remote,
      RefKind kind,
      @Nullable String ref,
      @Nullable String defaultBranch,
      SourceRange remoteRange,
      SourceRange refRange)
      implements ModuleSource {}

  /**
   * A release on the Forge.
   *
   * @param owner who published it
   * @param version exact version; null for the latest
   * @param latest is it the latest at each deployment ({@code :latest})? Without that, a module for
   *     which no version is given stays at the one that is installed
   */
  record Forge(String owner, @Nullable String version, boolean latest) implements ModuleSource {}

  /**
   * A Subversion repository.
   *
   * @param url as written
   * @param revision the revision, or null for the latest
   * @param username who to be there, or null
   * @param password the user's, or null; not part of {@link #toString}
   */
  record Svn(
      String url, @Nullable String revision, @Nullable String username, @Nullable String password)
      implements ModuleSource {
    @Override
    public String toString() {
      return "Svn[url=" + url + ", revision=" + revision + "]";
    }
  }

  /**
   * An archive.
   *
   * @param source file or URL
   * @param sha256 its checksum, or null when none is given
   */
  record Archive(String source, @Nullable String sha256) implements ModuleSource {}

  /** A directory of the control repository itself; nothing is installed. */
  record Local() implements ModuleSource {}
}
