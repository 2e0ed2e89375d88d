package io.github.puppetha.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each library stays where its work is done, and does not show in what users see. */
class LibrariesTest {
  private static final String ROOT = "io.github.puppetha";
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest
  @CsvSource({
    "org.xbill.., discovery",
    "org.bouncycastle.., pki",
    "org.eclipse.jgit.., code deploy.hooks",
    "org.apache.sshd.., code",
    "org.apache.commons.compress.., code",
    "org.eclipse.jetty.client.., http",
    "org.eclipse.jetty.server.., gateway ca",
    "org.yaml.snakeyaml.., io",
    "com.fasterxml.jackson.., io",
    "com.typesafe.config.., conf",
    "org.junit.., testkit.junit5",
  })
  void libraryIsUsedBy(String library, String packages) {
    String[] homes =
        Stream.concat(Stream.of(packages.split(" ")), Stream.of(junit(library)))
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CORE);
  }

  @Test
  void signaturesOfTheApiNameNoLibrary() {
    ArchRuleDefinition.codeUnits()
        .that()
        .arePublic()
        .or()
        .areProtected()
        .should(nameOnly("java.", "javax.", ROOT))
        .check(CORE);
  }

  @Test
  void nothingPrintsButTheMain() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".cli.Main")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CORE);
  }

  @Test
  void staticFieldsDoNotChange() {
    fields().that().areStatic().should().beFinal().check(CORE);
  }

  /** The test kit may use any library, but JUnit only in the package that is made for it. */
  private static String junit(String library) {
    return library.startsWith("org.junit") ? "testkit.junit5" : "testkit";
  }

  private static ArchCondition<JavaCodeUnit> nameOnly(String... prefixes) {
    return new ArchCondition<>("name only types of the JDK and of this library") {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        if (!visible(unit.getOwner())) {
          return;
        }
        Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !type.isPrimitive())
            .filter(type -> Stream.of(prefixes).noneMatch(type.getName()::startsWith))
            .filter(type -> !hook(unit.getOwner(), type))
            .map(type -> unit.getFullName() + " shows " + type.getName())
            .forEach(text -> events.add(SimpleConditionEvent.violated(unit, text)));
      }
    };
  }

  /** What implements JGit's own interfaces names its types; nobody without JGit needs it. */
  private static boolean hook(JavaClass owner, JavaClass shown) {
    return owner.getPackageName().equals(ROOT + ".deploy.hooks")
        && shown.getName().startsWith("org.eclipse.jgit.transport.");
  }

  private static boolean visible(JavaClass type) {
    boolean open = type.getModifiers().contains(JavaModifier.PUBLIC);
    boolean exempt =
        type.getPackageName().contains(".internal") || type.getPackageName().contains("testkit");
    return open && !exempt && type.getEnclosingClass().map(LibrariesTest::visible).orElse(true);
  }
}
