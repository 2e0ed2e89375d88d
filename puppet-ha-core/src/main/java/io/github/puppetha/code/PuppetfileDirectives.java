package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.code.PuppetfileStatement.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the directives of one Puppetfile, in their order. */
final class PuppetfileDirectives {
  private final String file;
  private final List<Problem> problems;
  private final List<PuppetModule> modules = new ArrayList<>();
  private String moduledir = Puppetfile.DEFAULT_MODULEDIR;

  PuppetfileDirectives(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  PuppetfileResult read(List<PuppetfileStatement> statements) {
    for (PuppetfileStatement statement : statements) {
      switch (statement.word().text()) {
        case "mod" ->
            new PuppetfileModuleReader(file, moduledir, problems)
                .read(statement)
                .ifPresent(modules::add);
        case "moduledir" -> moduledir(statement);
        case "forge" -> forge(statement);
        default -> {
          // 'exclusion' means nothing to r10k, nor to us.
        }
      }
    }
    duplicates();
    nested();
    return new PuppetfileResult(modules, moduledir, problems);
  }

  private void moduledir(PuppetfileStatement statement) {
    if (!oneString(statement)) {
      return;
    }
    Value value = statement.arguments().get(0);
    String clean = InsidePath.clean(value.text());
    if (clean == null || clean.isEmpty()) {
      String message =
          "moduledir '"
              + value.text()
              + "' is not a directory inside the environment; write a relative one,"
              + " for example moduledir 'modules'";
      add(value.range(), "moduledir", message);
      return;
    }
    moduledir = clean;
  }

  private void forge(PuppetfileStatement statement) {
    if (oneString(statement)) {
      String message =
          "the Forge's address is taken from the deployment's configuration, not from here;"
              + " remove this line";
      problems.add(
          Problem.warning(file, statement.word().range(), "puppetfile/forge_ignored", message));
    }
  }

  private boolean oneString(PuppetfileStatement statement) {
    String word = statement.word().text();
    List<Value> values = statement.arguments();
    if (values.size() == 1 && statement.options().isEmpty() && values.get(0).string()) {
      return true;
    }
    if (values.isEmpty() || !values.get(0).unknown()) {
      add(statement.word().range(), "bad_value", word + " takes one string: " + word + " '…'");
    }
    return false;
  }

  private void duplicates() {
    Map<String, PuppetModule> first = new HashMap<>();
    for (PuppetModule module : modules) {
      PuppetModule before = first.putIfAbsent(module.name(), module);
      if (before != null) {
        String message =
            "module '"
                + module.name()
                + "' stands twice, first in line "
                + before.range().line()
                + " as '"
                + before.title()
                + "'; keep one";
        add(module.range(), "duplicate_module", message);
      }
    }
  }

  private void nested() {
    Map<String, PuppetModule> byPath = new HashMap<>();
    modules.forEach(m -> byPath.put(m.path(), m));
    for (PuppetModule module : modules) {
      String path = module.path();
      for (int cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
        PuppetModule outer = byPath.get(path.substring(0, cut));
        if (outer != null) {
          String message =
              "this would be installed inside module '" + outer.title() + "'; change install_path";
          add(module.range(), "install_path", message);
          break;
        }
      }
    }
  }

  private void add(SourceRange range, String rule, String message) {
    problems.add(Problem.error(file, range, "puppetfile/" + rule, message));
  }
}
