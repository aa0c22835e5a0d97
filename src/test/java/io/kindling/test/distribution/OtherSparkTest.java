package io.kindling.test.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.test.support.Distribution;
import io.kindling.test.support.OneJar;
import io.kindling.test.support.OtherJvm;
import io.kindling.test.support.OtherJvm.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The suites of the pipeline with the jar that users get and another Spark: the tests as they were
 * compiled here, the one jar, and the jars of a distribution.
 */
@Tag("slow")
final class OtherSparkTest {
  private static final Pattern PASSED = Pattern.compile("(\\d+) tests successful");

  /** What the tests themselves need. */
  private static final Pattern TOOLS =
      Pattern.compile(
          ".*/(junit-|assertj-|opentest4j|apiguardian|byte-buddy|onnxruntime|archunit)[^/]*\\.jar");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"4.0.1", "4.1.0", "4.3.0"})
  void stagesAndSavedModels_passWithTheSameJar(String version) throws Exception {
    Distribution spark = Distribution.find(version);
    Path root = Path.of(System.getProperty("kindling.jvmargs")).getParent().getParent();
    String output = System.getProperty("kindling.output");
    Path stages = root.resolve("ml-api").resolve(output).resolve("test-classes");
    Path saved = root.resolve("src/test").resolve(output).resolve("test-classes");
    assumeTrue(Files.isDirectory(stages), "no " + stages);

    assertThat(passed(spark, stages, saved, "--scan-class-path=" + stages)).isGreaterThan(100);
    // Scoring without Spark is scoring without the one jar.
    assertThat(
            passed(
                spark,
                stages,
                saved,
                "--select-package=io.kindling.test.pipeline",
                "--exclude-classname=.*PlainScoringTest"))
        .isGreaterThan(3);
  }

  private int passed(Distribution spark, Path stages, Path saved, String... selection)
      throws IOException, InterruptedException {
    List<String> path = new ArrayList<>(List.of(stages.toString(), saved.toString()));
    OtherJvm.classPath().stream()
        .filter(entry -> entry.contains("tensor-core") && entry.contains("test"))
        .forEach(path::add);
    path.add(OneJar.path().toString());
    OtherJvm.classPath().stream()
        .filter(entry -> TOOLS.matcher(entry).matches())
        .forEach(path::add);
    spark.jars().forEach(jar -> path.add(jar.toString()));
    // In a file: onnxruntime 1.29 crashes where the command line is long.
    Path classPath = folder.resolve("class-path");
    Files.writeString(classPath, "-cp \"" + String.join(File.pathSeparator, path) + "\"\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + System.getProperty("kindling.jvmargs"));
    command.add("-Xmx1g");
    command.add("-Dkindling.jvmargs=" + System.getProperty("kindling.jvmargs"));
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.add("-Dspark.ui.enabled=false");
    command.add("@" + classPath);
    command.add("org.junit.platform.console.ConsoleLauncher");
    command.addAll(List.of("execute", "--disable-banner", "--details=tree", "--exclude-tag=slow"));
    command.addAll(List.of(selection));
    Outcome outcome = spark.run(command, folder, Optional.empty(), 1200);
    String words = "Spark %s: %s%s".formatted(spark.version(), outcome.output(), outcome.errors());
    assertThat(outcome.status()).as(words).isZero();
    Matcher count = PASSED.matcher(outcome.output());
    assertThat(count.find()).as(words).isTrue();
    return Integer.parseInt(count.group(1));
  }
}
