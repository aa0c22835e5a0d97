package io.kindling.bench.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.Round;
import io.kindling.bench.measure.Tally;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.zoo.LeNet;
import io.kindling.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final TrainCase TINY =
      new TrainCase("tiny", () -> Network.sequential(Shape.of(5), Dense.of(3)), 4, NONE);

  @TempDir Path folder;

  private static Tally tally(String name, double rate, double others) {
    Round round = new Round(rate, 1, OptionalDouble.of(2), OptionalDouble.of(others));
    return new Tally(name, 1, List.of(round), Optional.empty());
  }

  @Test
  void stepsAreCountedByMoreAndTimed() {
    int[] asked = new int[1];
    try (WatchedBackend backend = new WatchedBackend(new ReferenceBackend())) {
      Steps.run(TINY, backend, () -> ++asked[0] <= 3);
      assertThat(asked[0]).isEqualTo(4);
      assertThat(backend.runSeconds()).isPositive();
      assertThat(backend.compileSeconds()).isPositive();
      assertThat(backend.table()).isNotEmpty();
    }
  }

  @Test
  void operationsOfAStepLeaveOutTheGradientOfImages() {
    double first = 2 * 6 * 24 * 24 * 25;
    double second = 2 * 12 * 8 * 8 * 6 * 25;
    double dense = 2 * (192 * 100 + 100 * 10);
    assertThat(Arithmetic.forward(LeNet.of().graph(), 7))
        .isCloseTo(7 * (first + second + dense), within(0.5));
    assertThat(Arithmetic.step(LeNet.of().graph(), 7))
        .isCloseTo(7 * (2 * first + 3 * (second + dense)), within(0.5));
  }

  @Test
  void productsThatMeasureTheLimitAreCounted() {
    assertThat(Arithmetic.forward(new LimitCase(16, 0, 4).graph(), 4))
        .isEqualTo(8 * 2.0 * 4 * 16 * 16);
    assertThat(Arithmetic.forward(new LimitCase(16, 5, 4).graph(), 4))
        .isEqualTo(8 * 2.0 * 4 * 25 * 16 * 16 * 9);
  }

  @Test
  void theFastestModeIsThePeer() {
    List<Tally> peers = List.of(tally("slow", 10, 0), tally("fast", 40, 0), tally("so so", 20, 0));
    Row row = Fastest.row(TINY, tally("ours", 60, 0), peers, Optional.empty());
    assertThat(row.ratio()).hasValue(1.5);
    assertThat(row.note()).isEqualTo("fast");
    assertThat(row.ok()).contains(true);
    Row noisy = Fastest.row(TINY, tally("ours", 60, 0.4), peers, Optional.empty());
    assertThat(noisy.note()).isEqualTo("fast; the machine was never quiet");
  }

  @Test
  void aMissingPeerIsNeitherFailureNorPass() {
    Row row = Fastest.row(TINY, tally("ours", 60, 0), List.of(), Optional.of("run: pip"));
    assertThat(row.ours()).hasValue(60);
    assertThat(row.ok()).isEmpty();
    assertThat(row.note()).isEqualTo("run: pip");
  }

  @Test
  void aPythonWithoutTorchIsToldWithTheCommand() throws Exception {
    Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\nexit 1\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    assertThat(peer(python.toString()).missing())
        .contains("PyTorch is missing; run: " + python + " -m pip install torch");
    assertThat(peer("no-such-python").missing().orElseThrow()).contains("no-such-python");
    Files.writeString(python, "#!/bin/sh\nexit 0\n");
    TorchPeer found = peer(python.toString());
    assertThat(found.missing()).isEmpty();
    assertThat(found.contenders(TINY, 2, folder)).hasSize(5);
    assertThat(folder.resolve("train_step.py")).content().contains("@ready", "@round");
  }

  private static TorchPeer peer(String python) {
    Optional<String> some = Optional.of(python);
    return TorchPeer.find(new Options(List.of(), Optional.empty(), 1, 1, 1, some, false));
  }

  @Test
  void primitivesAreSummedAndWhatRemainsIsShown() {
    String start = "onednn_verbose,v1,primitive,exec,cpu,";
    Stream<String> lines =
        Stream.of(
            "onednn_verbose,v1,info,oneDNN v3",
            start + "convolution,jit:avx,forward_training,src:f32,attr,alg:direct,mb1ic2,2.5",
            start + "convolution,jit:avx,forward_training,src:f32,attr,alg:direct,mb1ic2,1.5",
            start
                + "reorder,jit:uni,undef,src:f32::blocked:abcd::f0 dst:f32:p:blocked:aBcd16b::f0,"
                + "attr,,1x2,0.5");
    String table = ProfileTable.of("1 4.000000 3.000000", lines);
    assertThat(table.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "ms/step share calls least ms primitive, code, sizes",
            "2.000 50.0 % 1.0 1.500 convolution forward_training jit:avx mb1ic2",
            "0.250 6.3 % 0.5 0.500 reorder jit:uni 1x2 abcd -> aBcd16b",
            "2.250 56.3 % 1.750 all primitives",
            "0.750 18.8 % rest of the plan",
            "1.000 25.0 % update and loop",
            "4.000 100.0 % step");
  }
}
