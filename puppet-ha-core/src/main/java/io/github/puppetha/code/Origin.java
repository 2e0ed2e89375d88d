package io.github.puppetha.code;

/** Where a tree comes from, exactly: enough to fetch and make it again on any machine. */
public sealed interface Origin {
  /** Its full name there: a commit, {@code r} and a revision, a version. */
  String id();

  /** The same hex digits, or digits and letters, for the same content; fit for a file's name. */
  String content();

  /** The repository, file or address, as it may be shown to people. */
  String where();

  /**
   * A commit of a git repository.
   *
   * @param remote its URL as written, without a login
   * @param commit 40 hex digits
   * @param tree the hash of the commit's tree
   */
  record Git(String remote, String commit, String tree) implements Origin {
    /** Takes a login out of the URL. */
    public Git {
      remote = GitUrls.withoutLogin(remote);
    }

    @Override
    public String id() {
      return commit;
    }

    @Override
    public String content() {
      return tree;
    }

    @Override
    public String where() {
      return GitUrls.shown(remote);
    }
  }

  /**
   * A directory of a Subversion repository at a revision.
   *
   * @param url its URL as {@code svn} takes it
   * @param revision the revision in which it was last changed; at least 0
   * @param repository the repository's UUID, by which a mirror of it is known
   */
  record Subversion(String url, long revision, String repository) implements Origin {
    @Override
    public String id() {
      return "r" + revision;
    }

    @Override
    public String content() {
      return TreeDigest.text("svn", repository, url, id());
    }

    @Override
    public String where() {
      return url;
    }
  }

  /**
   * An archive.
   *
   * @param source file or URL
   * @param sha256 its checksum, 64 hex digits
   * @param root the directory in it that is the tree; empty for all of it
   */
  record Archive(String source, String sha256, String root) implements Origin {
    @Override
    public String id() {
      return sha256;
    }

    @Override
    public String content() {
      return root.isEmpty() ? sha256 : TreeDigest.text("archive", sha256, root);
    }

    @Override
    public String where() {
      return Archives.shown(source);
    }
  }

  /**
   * A release on the Forge.
   *
   * @param baseUrl the Forge's or its mirror's address
   * @param slug {@code owner-name}
   * @param version exact
   * @param sha256 the checksum of its file, 64 hex digits
   */
  record Forge(String baseUrl, String slug, String version, String sha256) implements Origin {
    @Override
    public String id() {
      return version;
    }

    @Override
    public String content() {
      return sha256;
    }

    @Override
    public String where() {
      return slug + " on " + baseUrl;
    }
  }
}
