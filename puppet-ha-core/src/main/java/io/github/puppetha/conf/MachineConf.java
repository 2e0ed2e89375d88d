package io.github.puppetha.conf;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configuration of one machine, agent or server: {@code puppet.conf}, and for a Puppet Server
 * {@code services.d/*.cfg}, {@code conf.d/*.conf} and a firewall's {@code *.nft}, as far as they
 * are at hand. Checks each file, and one against the other. Immutable.
 *
 * <p>Rules: {@link MachineRule}.
 */
public final class MachineConf {
  /** The versions of Puppet whose settings are known: {@value} and later, to 9 (OpenVox). */
  public static final int OLDEST = 3;

  /** The newest version whose settings are known. */
  public static final int NEWEST = 9;

  private static final Pattern FILE =
      Pattern.compile(
          "(?:(.*)/)?(puppet\\.conf|(?:auth|webserver|web-routes|global|ca|puppetserver)\\.conf"
              + "|(?:ca|bootstrap)\\.cfg|[^/]+\\.nft)");
  private static final Pattern INNER = Pattern.compile("conf\\.d|services\\.d|puppetserver|puppet");

  /** A HOCON file of this name may be another program's: these keys show that it is ours. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?m)^[\\s{,]*\"?(authorization|webserver|web-router-service|global|certificate-authority"
              + "|jruby-puppet|puppetlabs\\.[\\w.-]+/)");

  private static final int DEPTH = 6;

  private final List<Problem> problems;

  private MachineConf(List<Problem> problems) {
    this.problems = problems.stream().sorted().distinct().toList();
  }

  /**
   * Which machine's a file is, by its path: the directory above {@code puppet}, {@code
   * puppetserver}, {@code conf.d} and {@code services.d}; the empty text for none above. Empty when
   * it is no file of a machine's configuration.
   *
   * @param path with {@code /} between its parts
   */
  public static Optional<String> machineOf(String path) {
    var matcher = FILE.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String directory = matcher.group(1) == null ? "" : matcher.group(1);
    while (INNER.matcher(directory.substring(directory.lastIndexOf('/') + 1)).matches()) {
      directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    }
    return Optional.of(directory);
  }

  /** Can this text of a file with such a name be Puppet's? Names such as auth.conf have others. */
  public static boolean isPuppets(String path, String text) {
    return path.endsWith("puppet.conf") || path.endsWith(".nft") || OURS.matcher(text).find();
  }

  /**
   * Reads all machines' files in a directory, by machine.
   *
   * @param version Puppet's major version, 3 to 9
   * @throws PuppetHaException when the directory cannot be read
   */
  public static Map<String, MachineConf> readAll(Path directory, int version) {
    Map<String, Builder> machines = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory, DEPTH)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        Optional<String> machine = machineOf(name);
        if (machine.isPresent()) {
          machines
              .computeIfAbsent(machine.get(), m -> builder(version))
              .file(path.toString().replace('\\', '/'), text(path));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new PuppetHaException(
          "Reading the configuration in " + directory + " failed: " + e + "; see that it is there",
          e);
    }
    Map<String, MachineConf> result = new TreeMap<>();
    machines.forEach((machine, builder) -> result.put(machine, builder.build()));
    return result;
  }

  private static String text(Path path) throws IOException {
    try {
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new IOException(path + " is not UTF-8", e);
    }
  }

  /**
   * Begins with no files.
   *
   * @param version Puppet's major version, 3 to 9
   */
  public static Builder builder(int version) {
    if (version < OLDEST || version > NEWEST) {
      throw new IllegalArgumentException("not a Puppet version (3 to 9): " + version);
    }
    return new Builder(version);
  }

  /** What is wrong, sorted. */
  public List<Problem> problems() {
    return problems;
  }

  /** Takes the files. */
  public static final class Builder {
    private final int version;
    private final Map<String, String> files = new TreeMap<>();

    private Builder(int version) {
      this.version = version;
    }

    /**
     * Adds a file; one that is of no kind that is known here, or another program's, is left out.
     *
     * @param path with {@code /} between its parts; problems name the file by it
     */
    public Builder file(String path, String text) {
      if (machineOf(path).isPresent() && isPuppets(path, text)) {
        files.put(path, text);
      }
      return this;
    }

    /** Checks them. */
    public MachineConf build() {
      List<HoconFile> hocon = new ArrayList<>();
      List<ServicesCfg> services = new ArrayList<>();
      List<String> firewall = new ArrayList<>();
      Map<String, PuppetConf> puppet = new TreeMap<>();
      files.forEach(
          (path, text) -> {
            if (path.endsWith("puppet.conf")) {
              puppet.put(path, PuppetConf.parse(Path.of(path), text));
            } else if (path.endsWith(".cfg")) {
              services.add(ServicesCfg.parse(path, text));
            } else if (path.endsWith(".nft")) {
              firewall.add(text);
            } else {
              hocon.add(HoconFile.parse(path, text));
            }
          });
      return new MachineConf(
          new MachineCheck(version, puppet, hocon, services, firewall).problems());
    }
  }
}
