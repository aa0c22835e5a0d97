package io.kindling.test.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.test.support.Distribution;
import io.kindling.test.support.OtherJvm.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn deploy} puts into a repository serves {@code --packages}, and nothing else. */
@Tag("slow")
final class RepositoryTest {
  private static final String ARTIFACT = "io.kindling:kindling-spark_2.13:";

  @TempDir Path folder;

  @Test
  void packages_resolveFromAFolder() throws Exception {
    Distribution spark = Distribution.find(Distribution.PINNED);
    Path root = Path.of(System.getProperty("kindling.jvmargs")).getParent().getParent();
    Path repository = folder.resolve("repository");
    Outcome deployed =
        spark.run(
            List.of(root.resolve("bin/package").toString(), "--repository", repository.toString()),
            folder,
            Optional.empty(),
            900);
    assertThat(deployed.status()).as(deployed.output() + deployed.errors()).isZero();
    String version = version(repository.resolve("io/kindling/kindling-spark_2.13"));

    Path script =
        Files.writeString(
            folder.resolve("script.py"),
            """
            network = spark._jvm.io.kindling.layers.zoo.LeNet.of()
            print("parameters:", network.graph().parameters().size())
            print("jars:", spark.sparkContext._jsc.sc().listJars())
            exit()
            """);
    String from = repository.toUri().toString();
    Outcome outcome =
        spark.run(
            List.of(
                spark.home().resolve("bin/pyspark").toString(),
                "--master",
                "local[1]",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.jars.ivy=" + folder.resolve("ivy"),
                "--repositories",
                from,
                "--packages",
                ARTIFACT + version),
            folder,
            Optional.of(script),
            300,
            // Spark asks Maven Central first; here nobody may be reached.
            Map.of("DEFAULT_ARTIFACT_REPOSITORY", from));

    String words = outcome.output() + outcome.errors();
    assertThat(outcome.output()).as(words).contains("parameters: 8");
    assertThat(outcome.output().lines().filter(line -> line.startsWith("jars:")).toList())
        .as(words)
        .singleElement()
        .satisfies(line -> assertThat(line.split("\\.jar", -1)).hasSize(2));
  }

  private static String version(Path artifact) throws IOException {
    try (Stream<Path> versions = Files.list(artifact)) {
      return versions
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .findFirst()
          .orElseThrow();
    }
  }
}
