package io.kindling.bench.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The table of peers that are libraries of Java: a new one is one row here and one project in
 * {@code src/bench/peers}.
 */
public enum JavaPeer {
  /** The layers of deeplearning4j-nn, in both formats of images. */
  DL4J(
      "DL4J",
      "dl4j",
      "Dl4jStep",
      OptionalDouble.of(8),
      List.of("-Xmx2g", "-Dorg.bytedeco.javacpp.maxbytes=6g"),
      List.of(
          PeerMode.of("NCHW", "NCHW").with(Natives.ONE_DNN),
          PeerMode.of("NHWC", "NHWC").with(Natives.ONE_DNN),
          PeerMode.of("without oneDNN", "NCHW"))),
  /** The graphs of the same project's array library, whose convolutions run on oneDNN. */
  SAMEDIFF(
      "SameDiff",
      "dl4j",
      "SameDiffStep",
      OptionalDouble.empty(),
      List.of("-Xmx2g", "-Dorg.bytedeco.javacpp.maxbytes=6g"),
      List.of(PeerMode.of("oneDNN").with(Natives.ONE_DNN))),
  /** Its own optimizer on one machine, on both engines. */
  BIGDL(
      "BigDL",
      "bigdl",
      "BigDlStep",
      OptionalDouble.of(8),
      List.of(
          "-Xmx4g",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "-Dbigdl.localMode=true",
          "-Dbigdl.utils.LoggerFilter.disable=true"),
      List.of(
          PeerMode.of("MKL BLAS").with("-Dbigdl.engineType=mklblas"),
          PeerMode.of("MKL-DNN").with("-Dbigdl.engineType=mkldnn"))),
  /** PyTorch's library in C++ through JavaCPP: more modes of PyTorch. */
  LIBTORCH(
      "org.bytedeco:pytorch",
      "libtorch",
      "LibtorchStep",
      OptionalDouble.empty(),
      List.of("-Xmx1g"),
      List.of(
          PeerMode.of("", "Contiguous"),
          PeerMode.of("one OpenBLAS thread", "Contiguous").set("OPENBLAS_NUM_THREADS", "1"),
          PeerMode.of("channels_last", "ChannelsLast").set("OPENBLAS_NUM_THREADS", "1")));

  private final String title;
  private final String project;
  private final String program;
  private final OptionalDouble required;
  private final List<String> options;
  private final List<PeerMode> modes;

  JavaPeer(
      String title,
      String project,
      String program,
      OptionalDouble required,
      List<String> options,
      List<PeerMode> modes) {
    this.title = title;
    this.project = project;
    this.program = program;
    this.required = required;
    this.options = options;
    this.modes = modes;
  }

  /** Which of the natives on the class path JavaCPP takes. */
  private static final class Natives {
    static final String ONE_DNN = "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx512";
  }

  /** Returns the name that it is asked for by. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name in tables. */
  public String title() {
    return title;
  }

  /** Returns the folder of its project. */
  String project() {
    return project;
  }

  /** Returns the class with its main method. */
  String program() {
    return "io.kindling.bench.peer." + program;
  }

  /** Returns the least ratio of ours to it; empty when none is required. */
  public OptionalDouble required() {
    return required;
  }

  /** Returns the options of its JVM. */
  List<String> options() {
    return options;
  }

  /** Returns the ways it is measured. */
  List<PeerMode> modes() {
    return modes;
  }

  /** Returns what every one of its processes finds in its environment. */
  static Map<String, String> environment(int threads) {
    return Map.of("OMP_NUM_THREADS", Integer.toString(threads));
  }
}
