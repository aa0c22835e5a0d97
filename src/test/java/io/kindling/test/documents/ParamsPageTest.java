package io.kindling.test.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of params is what the stages say today. */
final class ParamsPageTest {
  private static final String PAGE = "docs/params.md";

  @Test
  void page_isFresh() throws IOException {
    Path page = Document.root().resolve(PAGE);
    String rendered = ParamsPage.render();
    if (Boolean.getBoolean("kindling.renew")) {
      Files.writeString(page, rendered);
    }
    assertThat(page)
        .as("stale; CONTRIBUTING.md says how to make it anew")
        .content()
        .isEqualTo(rendered);
  }
}
