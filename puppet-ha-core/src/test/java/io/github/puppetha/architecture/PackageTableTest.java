package io.github.puppetha.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package table of ARCHITECTURE.md, held. */
class PackageTableTest {
  private static final String ROOT = "io.github.puppetha";
  private static final Map<String, Set<String>> TABLE = PackageTable.rule();
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void documentHasTheSameTable() throws Exception {
    assertThat(PackageTable.read(Path.of("../ARCHITECTURE.md")))
        .containsExactlyInAnyOrderEntriesOf(TABLE);
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> names = CORE.stream().map(PackageTableTest::capability).collect(Collectors.toSet());
    assertThat(TABLE.keySet()).containsAll(names);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyWhatItMay(String name) {
    String[] allowed =
        Stream.of(TABLE.get(name), PackageTable.COMMON, Set.of(name))
            .flatMap(Set::stream)
            .map(PackageTableTest::pattern)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(pattern(name))
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(true)
        .because("ARCHITECTURE.md says so")
        .check(CORE);
  }

  @Test
  void deploymentKnowsOfDiscoveryOnlyWhichServersAreCurrent() {
    noClasses()
        .that()
        .resideInAPackage(pattern("deploy"))
        .should()
        .dependOnClassesThat(resideInAPackage(pattern("discovery")).and(not(named("Eligibility"))))
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void arrowsMakeNoCircle() {
    SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void internalsAreSeenFromTheirOwnPackageOnly() {
    for (String name : TABLE.keySet()) {
      noClasses()
          .that()
          .resideOutsideOfPackage(pattern(name))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + name + "..internal..")
          .allowEmptyShould(true)
          .check(CORE);
    }
  }

  @Test
  void nothingIsGivenToTheCommonPoolWhereWhatWaitsWouldStopTheRest() {
    JavaClasses all = new ClassFileImporter().importPackages(ROOT);
    noClasses()
        .should()
        .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
        .orShould()
        .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
        .because("Threads says so")
        .check(all);
  }

  static Set<String> packages() {
    return TABLE.keySet();
  }

  private static String pattern(String name) {
    return name.equals("root") ? ROOT : ROOT + "." + name + "..";
  }

  private static String capability(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    return rest.isEmpty() ? "root" : rest.substring(1).split("\\.")[0];
  }

  private static DescribedPredicate<JavaClass> named(String simpleName) {
    return JavaClass.Predicates.simpleName(simpleName);
  }
}
