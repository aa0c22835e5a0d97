package io.kindling.test.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.test.support.Distribution;
import io.kindling.test.support.HardenedHost;
import io.kindling.test.support.OneJar;
import io.kindling.test.support.OtherJvm.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without root and home, with a read-only root file system and a {@code /tmp} that executes
 * nothing: what {@code docs/kubernetes.md} says of it.
 */
final class HardenedHostTest {
  private static final Pattern OPTIONS =
      Pattern.compile("spark\\.(driver|executor)\\.extraJavaOptions='([^']*)'");

  @TempDir Path folder;
  private HardenedHost host;
  private Path page;

  @BeforeEach
  void prepare() throws Exception {
    Path arguments = Path.of(System.getProperty("kindling.jvmargs"));
    page = arguments.getParent().getParent().resolve("docs/kubernetes.md");
    Path script = folder.resolve("hardened-host.sh");
    try (InputStream in = getClass().getResourceAsStream("/distribution/hardened-host.sh")) {
      Files.write(script, in.readAllBytes());
    }
    Map<String, String> mounts = new TreeMap<>();
    mounts.put("java", System.getProperty("java.home"));
    mounts.put("kindling.jar", OneJar.path().toString());
    mounts.put("tests", tests().toString());
    mounts.put("spark.jvmargs", arguments.toString());
    mounts.put("logging.properties", arguments.resolveSibling("log4j2-test.properties").toString());
    mounts.put(
        "spark/jars", Distribution.find(Distribution.PINNED).home().resolve("jars").toString());
    // What tells Spark's launcher that this is a distribution, and where a worker of local-cluster
    // keeps the output of its executors.
    mounts.put("spark/RELEASE", Files.writeString(folder.resolve("RELEASE"), "Spark").toString());
    mounts.put("spark/work", "noexec");
    mounts.put("scratch", "");
    mounts.put("hard", "noexec");
    host = new HardenedHost(script, mounts);
    Optional<String> lacking = host.lacking(folder);
    assumeTrue(lacking.isEmpty(), () -> "no mount namespaces here: " + lacking.orElse(""));
  }

  private static Path tests() throws URISyntaxException {
    return Path.of(
        HardenedHostTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  @Tag("slow")
  void settingsOfThePage_train() throws Exception {
    Outcome outcome = run(options("driver"), "fit", "/mnt/scratch", options("executor"));

    Matcher right = Pattern.compile("right: (\\d+)").matcher(outcome.output());
    assertThat(right.find()).as(outcome.output() + outcome.errors()).isTrue();
    assertThat(Integer.parseInt(right.group(1))).isGreaterThan(900);
  }

  @Test
  void withoutThem_theMessageNamesTheSetting() throws Exception {
    assertThat(run("", "open", "onednn").output())
        .startsWith("refused oneDNN: expected loadable libraries in /tmp/")
        .contains("-Dkindling.native.cache");

    Outcome automatic = run("", "open", "auto");
    assertThat(automatic.output()).isEqualTo("opened reference\n");
    assertThat(automatic.errors())
        .contains("Backend auto: computing in plain Java", "/tmp/", "-Dkindling.native.cache");
  }

  @Test
  void aDirectoryThatCannotServe_isNamed() throws Exception {
    assertThat(run("-Dkindling.native.cache=/mnt/hard/native", "open", "onednn").output())
        .startsWith("refused oneDNN: expected loadable libraries in /mnt/hard/native")
        .contains("noexec");
    assertThat(run("-Dkindling.native.cache=/opt/native", "open", "onednn").output())
        .startsWith("refused oneDNN: expected a directory to unpack libraries to, got")
        .contains("/opt", "-Dkindling.native.cache");
    assertThat(run("-Djava.io.tmpdir=/opt", "open", "onednn").output())
        .startsWith("refused oneDNN: expected a directory to unpack libraries to, got")
        .contains("-Dkindling.native.cache");
    assertThat(run("-Dkindling.native.cache=/mnt/scratch/native", "open", "onednn").output())
        .isEqualTo("opened onednn\n");
  }

  /** The options on the page, with the volume where it is here. */
  private String options(String process) throws IOException {
    Matcher found = OPTIONS.matcher(Files.readString(page));
    while (found.find()) {
      if (found.group(1).equals(process)) {
        return found.group(2).replace("=/scratch", "=/mnt/scratch");
      }
    }
    throw new IllegalStateException("HardenedHostTest: no options of the " + process);
  }

  private Outcome run(String options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/mnt/java/bin/java", "@/mnt/spark.jvmargs"));
    command.addAll(List.of("-Xmx512m", "-Dlog4j2.configurationFile=/mnt/logging.properties"));
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split(" ")));
    }
    command.addAll(List.of("-cp", "/mnt/kindling.jar:/mnt/tests:/mnt/spark/jars/*"));
    command.add(HardenedProgram.class.getName());
    command.addAll(List.of(arguments));
    Outcome outcome = host.run(folder, 120, command);
    assertThat(outcome.status()).as(outcome.output() + outcome.errors()).isZero();
    return outcome;
  }
}
