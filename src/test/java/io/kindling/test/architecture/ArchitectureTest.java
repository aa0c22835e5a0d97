package io.kindling.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The arrows between the modules and the shape of every class. */
final class ArchitectureTest {
  private static final String CORE = "io.kindling.tensor..";
  private static final String GRAPH = "io.kindling.graph..";
  private static final String AUTODIFF = "io.kindling.autodiff..";
  private static final String BACKEND = "io.kindling.backend..";
  private static final String MKL = "io.kindling.mkl..";
  private static final String LAYERS = "io.kindling.layers..";
  private static final String TRAINING = "io.kindling.training..";
  private static final String SCORING = "io.kindling.scoring..";
  private static final String DISTRIBUTED = "io.kindling.distributed..";
  private static final String ML = "io.kindling.ml..";
  private static final String PROTO = "io.kindling.layers.format.onnx.proto..";
  private static final String EVENT_PROTO = "io.kindling.layers.format.tensorboard.proto..";

  private static final JavaClasses KINDLING =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.kindling");

  @Test
  void tensorCore_knowsNoOtherModule() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE, GRAPH, AUTODIFF, BACKEND)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MKL, LAYERS, TRAINING, SCORING, DISTRIBUTED, ML));
  }

  @Test
  void layers_knowNoModuleAbove() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(LAYERS, TRAINING, SCORING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DISTRIBUTED, ML));
  }

  @Test
  void distributed_knowsNoModuleAbove() {
    check(
        noClasses()
            .that()
            .resideInAPackage(DISTRIBUTED)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ML));
  }

  @Test
  void spark_isKnownToDistributedAndMlAlone() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE, GRAPH, AUTODIFF, BACKEND, MKL, LAYERS, TRAINING, SCORING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark.."));
  }

  @Test
  void native_knowsTensorCoreAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MKL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LAYERS, TRAINING, SCORING, DISTRIBUTED, ML));
  }

  @Test
  void native_isImportedByNobody() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(MKL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MKL));
  }

  @Test
  void nativeLibraries_areKnownToNativeAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(MKL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..", "com.sun.jna.."));
  }

  @Test
  void generatedSchemas_areKnownToTheirFormatsAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.kindling.layers.format.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PROTO));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.kindling.layers.format.tensorboard..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EVENT_PROTO));
  }

  @Test
  void sparksOwnProtobuf_isNeverUsed() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("com.google.protobuf.."));
  }

  @Test
  void topLevelTypes_areInterfacesRecordsEnumsOrFinal() {
    check(
        classes()
            .that(areWritten())
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould(beEnumsOrSealed()));
  }

  @Test
  void names_sayWhatAThingIs() {
    check(
        noClasses()
            .that(areWritten())
            .should()
            .haveNameMatching(".*[.$](Abstract[A-Z].*|.*(Impl|Utils?|Manager|Helper))"));
  }

  @Test
  void javaSerialization_isNeverUsed() {
    check(
        noClasses()
            .that(areWritten())
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class));
  }

  @Test
  void staticFields_areFinal() {
    check(
        noFields()
            .that()
            .areDeclaredInClassesThat(areWritten())
            .and()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .notBeFinal());
  }

  @Test
  void rules_haveSeenEveryModule() {
    assertThat(KINDLING.stream().map(JavaClass::getPackageName))
        .contains("io.kindling.tensor", "io.kindling.layers", "io.kindling.ml.example")
        .noneMatch(name -> name.startsWith("io.kindling.test"));
  }

  private static ArchCondition<JavaClass> beEnumsOrSealed() {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "are enums or sealed", type -> type.isEnum() || type.reflect().isSealed()));
  }

  private static DescribedPredicate<JavaClass> areWritten() {
    return DescribedPredicate.describe(
        "are not generated",
        type ->
            !type.getPackageName().startsWith("io.kindling.layers.format.onnx.proto")
                && !type.getPackageName().startsWith("io.kindling.layers.format.tensorboard.proto")
                && !type.getSimpleName().equals("package-info")
                && !type.getPackageName().contains("jmh_generated"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(KINDLING);
  }
}
