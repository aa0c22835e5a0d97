package io.kindling.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.bench.measure.ProcessContender;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltPeerTest {
  private static final Path PROJECTS = Path.of("peers").toAbsolutePath();

  @TempDir Path folder;

  private final PrintStream out =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource(JavaPeer.class)
  void everyPeerHasItsProjectAndProgram(JavaPeer peer) {
    Path project = PROJECTS.resolve(peer.project());
    assertThat(project.resolve("pom.xml")).exists();
    assertThat(project.resolve("java/" + peer.program().replace('.', '/') + ".java")).exists();
    assertThat(PROJECTS.resolve("pom.xml"))
        .content()
        .contains("<module>" + peer.project() + "</module>");
  }

  @Test
  void aPeerThatCannotBeBuiltIsMissingWithTheReason() throws Exception {
    Path maven = maven("echo '[ERROR] no such jar'; exit 1");
    BuiltPeer peer = BuiltPeer.find(JavaPeer.DL4J, projects(), maven.toString(), out);
    assertThat(peer.missing().orElseThrow()).contains("DL4J is not built", "no such jar");
    assertThat(peer.contenders("lenet", 128, 2)).isEmpty();
    assertThat(BuiltPeer.find(JavaPeer.DL4J, projects(), "no-such-maven", out).missing())
        .isPresent();
    assertThat(BuiltPeer.find(JavaPeer.BIGDL, folder, maven.toString(), out).missing())
        .hasValueSatisfying(why -> assertThat(why).contains("no pom.xml"));
  }

  @Test
  void aPeerIsBuiltOnceAndHasAContenderForEveryMode() throws Exception {
    Path maven =
        maven(
            "printf '%s' " + folder.resolve("a.jar") + " > target/peer.classpath; echo x >> runs");
    Files.createFile(folder.resolve("a.jar"));
    Path projects = projects();
    for (int i = 0; i < 2; i++) {
      BuiltPeer peer = BuiltPeer.find(JavaPeer.BIGDL, projects, maven.toString(), out);
      assertThat(peer.missing()).isEmpty();
      assertThat(peer.contenders("vgg", 64, 2))
          .extracting(ProcessContender::name)
          .containsExactly("BigDL MKL BLAS", "BigDL MKL-DNN");
      // A file of the project that is newer than what was built asks for a build.
      Files.deleteIfExists(projects.resolve("bigdl/runs"));
    }
    PeerProject built = new PeerProject(projects.resolve("bigdl"), "no-such-maven");
    assertThat(built.current()).isTrue();
    assertThat(built.classPath().split(File.pathSeparator)).hasSize(2);
    Files.delete(folder.resolve("a.jar"));
    assertThat(built.current()).isFalse();
  }

  private Path projects() throws Exception {
    for (String name : List.of("dl4j", "bigdl")) {
      Path pom = Files.createDirectories(folder.resolve("peers/" + name)).resolve("pom.xml");
      Files.writeString(pom, "<project/>");
    }
    return folder.resolve("peers");
  }

  private Path maven(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("mvn"), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
