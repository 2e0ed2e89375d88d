package io.github.puppetha.maven;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;

/** The user properties that goals read, as they are given with {@code -D}. */
public final class PropertyNames {
  /** Do nothing. */
  public static final String SKIP = "puppet-ha.skip";

  /** Where results go. */
  public static final String OUTPUT_DIRECTORY = "puppet-ha.outputDirectory";

  /** The control repo or module to check. */
  public static final String DIRECTORY = "puppet-ha.directory";

  /** From which severity on a problem fails the build. */
  public static final String FAIL_ON = "puppet-ha.failOn";

  /** The Puppet version that code must suit. */
  public static final String PUPPET_VERSION = "puppet-ha.puppetVersion";

  /** Formats of the result beside JSON. */
  public static final String FORMATS = "puppet-ha.formats";

  /** A file that counts known problems. */
  public static final String BASELINE = "puppet-ha.baseline";

  /** Count the problems of today in {@link #BASELINE}. */
  public static final String WRITE_BASELINE = "puppet-ha.writeBaseline";

  /** Report only what has changed since a commit. */
  public static final String CHANGED_SINCE = "puppet-ha.changedSince";

  /** Globs of what is not checked. */
  public static final String EXCLUDES = "puppet-ha.excludes";

  /** Directories with installed modules. */
  public static final String MODULE_PATH = "puppet-ha.modulePath";

  /** Where mirrors of modules are. */
  public static final String CODE_CACHE = "puppet-ha.codeCache";

  /** Whether modules that are not at hand are fetched. */
  public static final String FETCH_MODULES = "puppet-ha.fetchModules";

  /** A git revision to check in place of files. */
  public static final String REVISION = "puppet-ha.revision";

  /** The file that describes the installation. */
  public static final String CONFIG = "puppet-ha.config";

  /** An r10k.yaml to take in place of {@link #CONFIG}. */
  public static final String R10K_CONFIG = "puppet-ha.r10kConfig";

  /** Only these environments. */
  public static final String ENVIRONMENTS = "puppet-ha.environments";

  /** Only these servers. */
  public static final String SERVERS = "puppet-ha.servers";

  /** Every server and gateway of these sites. */
  public static final String SITES = "puppet-ha.sites";

  /** Move aside directories that stand in the way of environments. */
  public static final String TAKE_OVER = "puppet-ha.takeOver";

  /** Say what would be done, and change nothing. */
  public static final String DRY_RUN = "puppet-ha.dryRun";

  /** Validate before deploying. */
  public static final String VALIDATE = "puppet-ha.validate";

  /** Nodes whose catalogs are compiled before a deployment is decided. */
  public static final String CHECK_NODES = "puppet-ha.checkNodes";

  /** Where the facts of {@link #CHECK_NODES} are. */
  public static final String CHECK_FACTS = "puppet-ha.checkFacts";

  /** Run an agent with --noop before a deployment is decided. */
  public static final String CHECK_NOOP = "puppet-ha.checkNoop";

  /** Which git hooks. */
  public static final String HOOKS = "puppet-ha.hooks";

  /** Move aside what others put there. */
  public static final String FORCE = "puppet-ha.force";

  /** The control repo's branch. */
  public static final String BRANCH = "puppet-ha.branch";

  /** Check, and write nothing. */
  public static final String CHECK = "puppet-ha.check";

  /** Compare live DNS with what is rendered. */
  public static final String CHECK_DNS = "puppet-ha.checkDns";

  /** What a Puppetfile.lock means. */
  public static final String LOCK = "puppet-ha.lock";

  /** Fetch nothing. */
  public static final String OFFLINE = "puppet-ha.offline";

  /** The number of an earlier deployment. */
  public static final String TO = "puppet-ha.to";

  /** The number that the next deployment gets. */
  public static final String RAISE_NUMBER = "puppet-ha.raiseNumber";

  /** How much of what is staged already is read: {@code full} for all of it. */
  public static final String VERIFY = "puppet-ha.verify";

  private PropertyNames() {}

  /** All of them. */
  static Set<String> all() {
    Set<String> names = new TreeSet<>();
    for (Field field : PropertyNames.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        try {
          names.add((String) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("a public constant cannot be read: " + field, e);
        }
      }
    }
    return names;
  }
}
