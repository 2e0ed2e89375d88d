package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import io.github.puppetha.validate.Definitions.Found;
import io.github.puppetha.validate.internal.Builtin;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Argument;
import io.github.puppetha.validate.internal.FileFacts.Declared;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import io.github.puppetha.validate.internal.FileFacts.Form;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Parameter;
import io.github.puppetha.validate.internal.FileFacts.Use;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import io.github.puppetha.validate.internal.TypeFit;
import io.github.puppetha.validate.internal.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what is said of classes and resources against their parameters. */
final class DeclarationCheck {
  private static final Set<String> ALWAYS = Set.of("name", "title");

  private final Definitions definitions;
  private final CrossFindings findings;
  private final TypeFit types;
  private final NearNames near = new NearNames();
  private final Map<Defined, Map<String, Parameter>> byName = new IdentityHashMap<>();
  private final Set<String> withDefaults = new HashSet<>();
  private final Set<String> keys = new HashSet<>();

  DeclarationCheck(
      Definitions definitions, Map<RepoFile, FileFacts> facts, CrossFindings findings) {
    this.definitions = definitions;
    this.findings = findings;
    this.types = new TypeFit(definitions::alias);
    for (FileFacts of : facts.values()) {
      of.declarations().stream()
          .filter(declared -> declared.form() == Form.ATTRIBUTES)
          .forEach(declared -> withDefaults.add(declared.type()));
      of.uses().stream()
          .filter(use -> use.kind() == UseKind.HIERA_KEY)
          .map(Use::name)
          .forEach(keys::add);
    }
  }

  void check(RepoFile file, FileFacts facts) {
    if (!file.isPlan()) {
      facts
          .declarations()
          .forEach(declared -> target(declared).ifPresent(to -> one(file, declared, to)));
    }
  }

  private Optional<Found> target(Declared declared) {
    if (declared.type().equals("class")) {
      return definitions.ofClass(declared.name());
    }
    return definitions
        .of(Kind.DEFINE, declared.type())
        .or(() -> definitions.of(Kind.RUBY_TYPE, declared.type()));
  }

  private void one(RepoFile file, Declared declared, Found target) {
    Map<String, Parameter> parameters =
        byName.computeIfAbsent(target.definition(), DeclarationCheck::byName);
    for (Argument argument : declared.arguments()) {
      Parameter parameter = parameters.get(argument.name());
      if (parameter != null) {
        value(file, argument, parameter, target);
      } else if (!target.definition().open()
          && !ALWAYS.contains(argument.name())
          && !Builtin.get().isMetaparameter(argument.name())) {
        unknown(file, argument, parameters.keySet(), target);
      }
    }
    if (declared.form() == Form.RESOURCE
        && !declared.open()
        && !withDefaults.contains(declared.type())) {
      missing(file, declared, target);
    }
  }

  private static Map<String, Parameter> byName(Defined defined) {
    Map<String, Parameter> parameters = new HashMap<>();
    defined.parameters().forEach(p -> parameters.put(p.name(), p));
    return parameters;
  }

  private static String label(Found target) {
    return target.definition().kind().label() + " '" + target.definition().name() + "'";
  }

  private static List<String> cause(RepoFile file, Found target) {
    String name = target.file().name();
    return target.file().reported() && !name.equals(file.name()) ? List.of(name) : List.of();
  }

  private void unknown(RepoFile file, Argument argument, Set<String> known, Found target) {
    boolean resource = target.definition().kind() == Kind.RUBY_TYPE;
    String what = resource ? "attribute" : "parameter";
    findings.add(
        file,
        resource ? ReferenceRule.UNKNOWN_ATTRIBUTE : ReferenceRule.UNKNOWN_PARAMETER,
        argument.range(),
        "the "
            + label(target)
            + " has no "
            + what
            + " '"
            + argument.name()
            + "'"
            + near.hint(target.definition().name(), argument.name(), known),
        cause(file, target));
  }

  private void value(RepoFile file, Argument argument, Parameter parameter, Found target) {
    boolean usesDefault = argument.value() instanceof Value.Undef && !parameter.required();
    if (!usesDefault && !types.fits(parameter.type(), argument.value())) {
      findings.add(
          file,
          ReferenceRule.WRONG_TYPE,
          argument.valueRange(),
          "the parameter '"
              + argument.name()
              + "' of the "
              + label(target)
              + " takes "
              + Value.shown(parameter.type())
              + ", which "
              + Value.shown(argument.value())
              + " is not",
          cause(file, target));
    }
  }

  private void missing(RepoFile file, Declared declared, Found target) {
    Set<String> given = new HashSet<>();
    declared.arguments().forEach(argument -> given.add(argument.name()));
    boolean ofClass = target.definition().kind() == Kind.CLASS;
    List<String> missing =
        target.definition().parameters().stream()
            .filter(Parameter::required)
            .map(Parameter::name)
            .filter(name -> !given.contains(name))
            .filter(name -> !ofClass || !keys.contains(target.definition().name() + "::" + name))
            .toList();
    if (!missing.isEmpty()) {
      String names = "'" + String.join("', '", missing) + "'";
      findings.add(
          file,
          ReferenceRule.MISSING_PARAMETER,
          ofClass ? Severity.WARNING : Severity.ERROR,
          declared.range(),
          "the " + label(target) + " needs " + names + (ofClass ? ", here or in Hiera data" : ""),
          cause(file, target));
    }
  }
}
