package io.kindling.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case of the standard's own tests passes, or says by which rule it cannot run. */
class ConformanceArchiveTest {
  /** What was reached; a change that makes a passing case unsupported is found by this. */
  private static final int PASSED = 798;

  @TempDir static Path folder;

  @BeforeAll
  static void unpack() throws Exception {
    Optional<Path> archive = SharedArchive.find();
    assumeTrue(archive.isPresent(), "the archive of ONNX's backend tests is not here");
    SharedArchive.unpack(archive.get(), folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "onednn"})
  void everyCase_passesOrIsUnsupportedByARule(String backend) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] arguments = {folder.toString(), "--backend", backend};
    int status =
        ConformanceRun.of(
            arguments, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
    String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");

    assertThat(lines).filteredOn(line -> line.startsWith("failed")).isEmpty();
    assertThat(lines)
        .filteredOn(line -> line.startsWith("unsupported"))
        .allMatch(line -> line.contains(": "));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("passed test"))
        .hasSizeGreaterThanOrEqualTo(PASSED);
    assertThat(status).isZero();
  }
}
