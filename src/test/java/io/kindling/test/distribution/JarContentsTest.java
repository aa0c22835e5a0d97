package io.kindling.test.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.test.support.OneJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is inside the one jar, and what is not. */
final class JarContentsTest {
  /** Packages that nobody else's jar can bring in another version, and what cannot be renamed. */
  private static final List<String> OURS =
      List.of("io/kindling/", "org/bytedeco/", "com/sun/jna/", "META-INF/");

  private static final String BILL = "META-INF/sbom/kindling.cdx.json";

  @Test
  void nothingThatSparkShips_andNothingThatCouldClash() throws IOException {
    try (ZipFile jar = new ZipFile(OneJar.path().toFile())) {
      List<String> files = new ArrayList<>();
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory()) {
          files.add(entry.getName());
        }
      }
      assertThat(files).filteredOn(name -> OURS.stream().noneMatch(name::startsWith)).isEmpty();
      assertThat(files).noneMatch(name -> name.startsWith("META-INF/versions/"));
      assertThat(files).doesNotHaveDuplicates();
      assertThat(files)
          .contains(
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/AL2.0",
              "META-INF/THIRD-PARTY.txt",
              "META-INF/licenses/NATIVE.txt",
              "META-INF/licenses/GPL-3.0.txt",
              "io/kindling/shaded/com/google/protobuf/Message.class");
      assertThat(text(jar, "META-INF/services/io.kindling.backend.BackendProvider"))
          .contains("OneDnnProvider", "ReferenceBackend");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Kindling", "Protocol Buffers");
      assertThat(text(jar, "META-INF/MANIFEST.MF")).contains("Kindling-Platform: ");
      String bytes = text(jar, "io/kindling/layers/format/onnx/proto/ModelProto.class");
      assertThat(bytes).contains("io/kindling/shaded/").doesNotContain("org/apache/hbase");
    }
  }

  @Test
  void billOfMaterials_namesEveryLibraryAndItsLicense() throws IOException {
    try (ZipFile jar = new ZipFile(OneJar.path().toFile())) {
      assumeTrue(jar.getEntry(BILL) != null, "no bill of materials: Maven made the jar offline");
      JsonNode bill = new ObjectMapper().readTree(text(jar, BILL));
      assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
      List<String> names = new ArrayList<>();
      for (JsonNode component : bill.path("components")) {
        names.add(component.path("name").asText());
        assertThat(component.path("licenses").size()).as("%s", component.path("purl")).isPositive();
      }
      assertThat(names).contains("dnnl", "javacpp", "opencl", "jna", "hbase-shaded-protobuf");
      String licenses = text(jar, "META-INF/THIRD-PARTY.txt");
      assertThat(licenses).contains("dnnl", "jna", "Apache").doesNotContain("Unknown license");
    }
  }

  private static String text(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
