package io.kindling.bench.peers;

import io.kindling.bench.measure.ProcessContender;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A peer that was looked for.
 *
 * @param missing why it cannot be measured; empty when it can
 */
public record BuiltPeer(JavaPeer peer, Path folder, Optional<String> missing) {
  /** The environment variable in which {@code bin/bench} names the folder of the projects. */
  public static final String VARIABLE = "KINDLING_PEERS";

  private static final String MAVEN = "mvn";

  /** Builds a peer where that is needed. */
  public static BuiltPeer find(JavaPeer peer, PrintStream out) {
    String folder = System.getenv(VARIABLE);
    return find(peer, Path.of(folder == null ? "" : folder), MAVEN, out);
  }

  static BuiltPeer find(JavaPeer peer, Path projects, String maven, PrintStream out) {
    Path folder = projects.resolve(peer.project()).toAbsolutePath();
    PeerProject project = new PeerProject(folder, maven);
    if (!project.current()) {
      out.printf("building %s in %s (the first time Maven fetches it)%n", peer.title(), folder);
    }
    return new BuiltPeer(peer, folder, project.build().map(why -> peer.title() + " is " + why));
  }

  /** Returns a contender for every way to run it; none when it is missing. */
  public List<ProcessContender> contenders(String network, int batch, int threads) {
    List<ProcessContender> contenders = new ArrayList<>();
    if (missing.isEmpty()) {
      PeerProject project = new PeerProject(folder, MAVEN);
      for (PeerMode mode : peer.modes()) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(peer.options());
        command.addAll(mode.options());
        command.add("-Dbigdl.coreNumber=" + threads);
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + project.natives());
        command.addAll(List.of("-cp", project.classPath(), peer.program()));
        command.addAll(List.of(network, Integer.toString(batch), Integer.toString(threads)));
        command.addAll(mode.arguments());
        Map<String, String> environment = new HashMap<>(JavaPeer.environment(threads));
        environment.putAll(mode.environment());
        String name = (peer.title() + " " + mode.name()).trim();
        contenders.add(new ProcessContender(name, command, environment));
      }
    }
    return contenders;
  }
}
