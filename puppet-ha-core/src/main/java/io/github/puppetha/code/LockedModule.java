package io.github.puppetha.code;

import io.github.puppetha.code.ModuleSource.RefKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a lock file says of a module of the Puppetfile. */
final class LockedModule {
  private LockedModule() {}

  /** What the Puppetfile wants, in one line without secrets; changes whenever the meaning does. */
  static String wants(PuppetModule module) {
    ModuleSource source = module.source();
    if (source instanceof ModuleSource.Forge forge) {
      String version =
          forge.version() != null ? forge.version() : forge.latest() ? "latest" : "any";
      return "forge " + forge.owner() + "-" + module.name() + " " + version;
    } else if (source instanceof ModuleSource.Git git) {
      String fallback = git.defaultBranch() == null ? "" : " or branch " + git.defaultBranch();
      return "git " + GitUrls.shown(git.remote()) + ref(git) + fallback;
    } else if (source instanceof ModuleSource.Svn svn) {
      return "svn " + svn.url().replaceAll("//[^/@]*@", "//") + or(svn.revision(), "HEAD");
    } else if (source instanceof ModuleSource.Archive archive) {
      return "archive " + Archives.shown(archive.source()) + or(archive.sha256(), "any");
    }
    return "local";
  }

  private static String ref(ModuleSource.Git git) {
    String kind = git.kind() == RefKind.ANY ? "ref" : git.kind().name().toLowerCase(Locale.ROOT);
    return git.kind() == RefKind.CONTROL_BRANCH
        ? " control_branch"
        : git.ref() == null ? "" : " " + kind + " " + git.ref();
  }

  private static String or(@Nullable String given, String otherwise) {
    return " " + (given == null ? otherwise : given);
  }

  /** Could that be what the module wants? */
  static boolean fits(PuppetModule module, Origin origin) {
    ModuleSource source = module.source();
    if (source instanceof ModuleSource.Forge forge) {
      return origin instanceof Origin.Forge locked
          && locked.slug().equals(forge.owner() + "-" + module.name())
          && (forge.version() == null || forge.version().equals(locked.version()));
    } else if (source instanceof ModuleSource.Git git) {
      return origin instanceof Origin.Git locked
          && locked.remote().equals(git.remote())
          && (git.kind() != RefKind.COMMIT
              || git.ref() == null
              || locked.commit().startsWith(git.ref().toLowerCase(Locale.ROOT)));
    } else if (source instanceof ModuleSource.Svn svn) {
      String url = svn.url().replaceAll("//[^/@]*@", "//").replaceFirst("/+$", "");
      return origin instanceof Origin.Subversion locked
          && locked
              .url()
              .replaceAll("//[^/@]*@", "//")
              .equals(url.replaceFirst("^svn\\+(?=h|f)", ""));
    } else if (source instanceof ModuleSource.Archive archive) {
      return origin instanceof Origin.Archive locked
          && locked.source().equals(archive.source())
          && locked.root().isEmpty()
          && (archive.sha256() == null || archive.sha256().equalsIgnoreCase(locked.sha256()));
    }
    return false;
  }
}
