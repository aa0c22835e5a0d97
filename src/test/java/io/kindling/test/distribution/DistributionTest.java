package io.kindling.test.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.test.support.Distribution;
import io.kindling.test.support.OneJar;
import io.kindling.test.support.OtherJvm.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one jar in PySpark's own Spark, with nothing else on the class path. */
final class DistributionTest {
  private static final Pattern RIGHT = Pattern.compile("right:? (\\d+)");
  private static final int ROWS = 3000;

  @TempDir Path folder;

  @Test
  void trainedInSubmit_scoredInShellAndPyspark() throws Exception {
    check(Distribution.find(Distribution.PINNED));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"4.0.1", "4.3.0"})
  void otherVersions(String version) throws Exception {
    check(Distribution.find(version));
  }

  private void check(Distribution spark) throws Exception {
    Path jar = OneJar.path();
    Path application = compile(spark, jar);
    List<String> jars = List.of("--jars", jar.toString());

    Outcome submitted =
        spark.run(
            "spark-submit",
            folder,
            Optional.empty(),
            200,
            List.of("--jars", jar.toString(), "--class", "Train", application.toString()));
    assertThat(submitted.status()).as(submitted.errors()).isZero();
    int right = right(submitted);
    assertThat(right).isBetween(ROWS * 9 / 10, ROWS);

    // Typed, since the shell of Spark 4.0 does not read the file of its option -I.
    Path scala = folder.resolve("typed.scala");
    Files.writeString(scala, ":load " + resource("score.scala") + "\n:quit\n");
    Outcome shell = spark.run("spark-shell", folder, Optional.of(scala), 200, jars);
    assertThat(right(shell)).isEqualTo(right);

    Outcome python = spark.run("pyspark", folder, Optional.of(resource("score.py")), 200, jars);
    assertThat(right(python)).isEqualTo(right);
    assertThat(python.output()).contains("parameters: 8");
  }

  private static int right(Outcome outcome) {
    Matcher found = RIGHT.matcher(outcome.output());
    assertThat(found.find()).as(outcome.output() + outcome.errors()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  /** The Scala compiler of the same Spark, and a jar with the sample alone. */
  private Path compile(Distribution spark, Path jar) throws IOException, InterruptedException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String path =
        spark.jars().stream().map(Path::toString).collect(Collectors.joining(":")) + ":" + jar;
    Path java = Path.of(System.getProperty("java.home"), "bin");
    Outcome compiled =
        spark.run(
            List.of(
                java.resolve("java").toString(),
                "-cp",
                path,
                "scala.tools.nsc.Main",
                "-classpath",
                path,
                "-Werror",
                "-d",
                classes.toString(),
                resource("Train.scala").toString()),
            folder,
            Optional.empty(),
            200);
    assertThat(compiled.status()).as(compiled.output() + compiled.errors()).isZero();
    Path application = folder.resolve("train.jar");
    Outcome packed =
        spark.run(
            List.of(
                java.resolve("jar").toString(),
                "--create",
                "--file",
                application.toString(),
                "-C",
                classes.toString(),
                "."),
            folder,
            Optional.empty(),
            60);
    assertThat(packed.status()).as(packed.errors()).isZero();
    return application;
  }

  private Path resource(String name) throws IOException {
    try (InputStream in = DistributionTest.class.getResourceAsStream("/distribution/" + name)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }
}
