package io.kindling.test.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.test.documents.Document.JavaBlock;
import io.kindling.test.support.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README is real: it compiles, it runs, and it is what the files hold. */
final class ReadmeTest {
  private static final String FILE = "file ";
  private static final String PART = "part of ";
  private static final String RUNS = "runs";

  private final Document readme = Document.of("README.md");

  @Test
  void everyBlock_saysWhatItIs() {
    assertThat(readme.javaBlocks())
        .hasSizeGreaterThanOrEqualTo(6)
        .allMatch(
            block ->
                block.kind().equals(RUNS)
                    || block.kind().startsWith(FILE)
                    || block.kind().startsWith(PART));
  }

  @Test
  void files_areShownAsTheyAre() throws IOException {
    for (JavaBlock block : of(FILE)) {
      assertThat(block.code()).as(block.kind()).isEqualTo(source(block, FILE));
    }
  }

  @Test
  void parts_standInTheirFiles() throws IOException {
    for (JavaBlock block : of(PART)) {
      assertThat(margin(source(block, PART))).as(block.kind()).contains(margin(block.code()));
    }
  }

  @Test
  void wholeFiles_compile(@TempDir Path folder) throws IOException {
    assertThat(of(FILE)).hasSizeGreaterThanOrEqualTo(4);
    Sources.compile(of(FILE).stream().map(JavaBlock::code).toList(), folder);
  }

  @Test
  void theExample_runsAndLearns(@TempDir Path folder) throws Exception {
    List<String> codes = of(RUNS).stream().map(JavaBlock::code).toList();
    Sources.compile(codes, folder);

    OtherJvm.Outcome outcome = OtherJvm.run(Sources.name(codes.get(0)), List.of(folder), 240);

    assertThat(outcome.status()).as(outcome.errors()).isZero();
    Matcher accuracy = Pattern.compile("(?m)^accuracy: (\\d\\.\\d{3})$").matcher(outcome.output());
    assertThat(accuracy.find()).as(outcome.output()).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isBetween(0.95, 1.0);
  }

  private List<JavaBlock> of(String kind) {
    return readme.javaBlocks().stream().filter(block -> block.kind().startsWith(kind)).toList();
  }

  private static String source(JavaBlock block, String kind) throws IOException {
    return Files.readString(Document.root().resolve(block.kind().substring(kind.length())));
  }

  /** Without the spaces at the beginning of lines, which a part does not have. */
  private static String margin(String code) {
    return code.replaceAll("(?m)^ +", "");
  }
}
