package io.github.puppetha.topology;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import io.github.puppetha.io.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code puppet-ha.yaml}. Rules, with what triggers them:
 *
 * <table>
 *   <caption>Rules</caption>
 *   <tr><td>{@code topology/unreadable}</td><td>no such file, no permission, not UTF-8</td></tr>
 *   <tr><td>{@code topology/syntax}</td><td>{@code sites: [}</td></tr>
 *   <tr><td>{@code topology/tab}</td><td>a tab before a key</td></tr>
 *   <tr><td>{@code topology/duplicate_key}</td><td>{@code {domain: a, domain: b}}</td></tr>
 *   <tr><td>{@code topology/unknown_key}</td><td>{@code {hots: puppet1}}</td></tr>
 *   <tr><td>{@code topology/missing_key}</td><td>a server without {@code host}</td></tr>
 *   <tr><td>{@code topology/wrong_type}</td><td>{@code sites: [ams]}</td></tr>
 *   <tr><td>{@code topology/bad_value}</td><td>{@code host: "puppet1:99999"}</td></tr>
 *   <tr><td>{@code topology/bad_name}</td><td>{@code sites: {no: …}}, a boolean in YAML</td></tr>
 *   <tr><td>{@code topology/unknown_site}</td><td>{@code standby: {site: nowhere, …}}</td></tr>
 *   <tr><td>{@code topology/duplicate_address}</td><td>the same {@code host} twice</td></tr>
 *   <tr><td>{@code topology/empty_site}</td><td>{@code sites: {ams: {}}}</td></tr>
 *   <tr><td>{@code topology/deploy_state}</td><td>{@code state: {}}, or both places in it</td></tr>
 *   <tr><td>{@code topology/same_code}</td><td>two servers with one {@code code}; a warning</td></tr>
 *   <tr><td>{@code topology/no_domain}</td><td>{@code dns: {update: …}} of a site without {@code
 *       domain}</td></tr>
 *   <tr><td>{@code topology/domain_zone}</td><td>{@code zone: b.example.com} beside {@code domain:
 *       a.example.com}</td></tr>
 *   <tr><td>{@code topology/drain_ttl}</td><td>{@code drainTtl: 1h} beside {@code ttl: 5m}</td></tr>
 *   <tr><td>{@code topology/same_prefix}</td><td>two sources without prefix; a warning</td></tr>
 * </table>
 */
public final class TopologyReader {
  private TopologyReader() {}

  /** Reads a file. Never throws for what stands in it, nor when it is not there. */
  public static TopologyResult read(Path file) {
    String name = file.toString().replace('\\', '/');
    try {
      return read(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      return unreadable(name, "there is no such file; create it, or name the right one");
    } catch (CharacterCodingException e) {
      return unreadable(name, "it is not UTF-8 text; convert it");
    } catch (IOException e) {
      return unreadable(name, "it cannot be read: " + e);
    }
  }

  /** Reads a text as if it stood in the file. */
  public static TopologyResult read(Path file, String text) {
    String name = file.toString().replace('\\', '/');
    ReadResult yaml = YamlReader.read(name, text);
    List<Problem> problems = new ArrayList<>();
    yaml.problems().forEach(problem -> problems.add(renamed(problem)));
    if (yaml.root().isPresent()) {
      problems.addAll(ShapeCheck.check(name, yaml.root().get()));
      problems.addAll(References.check(name, yaml.root().get()));
    } else if (problems.isEmpty()) {
      String message = "the file is empty; it needs at least 'sites'";
      problems.add(Problem.error(name, SourceRange.at(1, 1), "topology/missing_key", message));
    }
    boolean usable = problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
    Optional<Tree> root = usable ? yaml.root() : Optional.empty();
    return new TopologyResult(root.map(tree -> TopologyBuilder.build(file, tree)), problems);
  }

  /** Reads a file that must be right; throws {@link TopologyException} with every mistake. */
  public static Topology load(Path file) {
    TopologyResult result = read(file);
    return result.topology().orElseThrow(() -> new TopologyException(file, result.problems()));
  }

  private static Problem renamed(Problem problem) {
    String rule = "topology/" + problem.rule().substring(problem.rule().indexOf('/') + 1);
    return new Problem(
        problem.file(), problem.range(), problem.severity(), rule, problem.message());
  }

  private static TopologyResult unreadable(String name, String message) {
    Problem problem = Problem.error(name, null, "topology/unreadable", message);
    return new TopologyResult(Optional.empty(), List.of(problem));
  }
}
