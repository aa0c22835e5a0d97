package io.kindling.bench.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.tensor.Shape;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final TrainCase TINY =
      new TrainCase(
          "tiny",
          () -> Network.sequential(Shape.of(5), Dense.of(3)),
          4,
          NONE,
          NONE,
          Precision.FLOAT32);

  @TempDir Path folder;

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
  void everyNetworkIsTrainedAndHasARequirement() {
    assertThat(TrainCase.all())
        .extracting(TrainCase::name)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(BenchNetwork.values()).map(BenchNetwork::part).toList());
    assertThat(TrainCase.all()).allSatisfy(one -> assertThat(one.required()).isPresent());
  }

  @Test
  void inBfloat16_thePeerComputesInItTooAndOtherRatiosAreRequired() {
    TrainCase vgg = TrainCase.named("vgg").in(Precision.BFLOAT16);
    assertThat(vgg.title()).isEqualTo("train vgg, bfloat16");
    assertThat(vgg.required()).hasValue(1.45);
    assertThat(vgg.overFloat32()).hasValue(2.2);
    assertThat(TrainCase.named("vgg").overFloat32()).isEmpty();
    TorchPeer found = new TorchPeer(new Torch("python", Optional.empty()));
    assertThat(found.contenders(vgg, 2, folder))
        .extracting(ProcessContender::name)
        .contains("PyTorch autocast compiled channels_last");
    assertThat(folder.resolve("train_step.py")).content().contains("torch.autocast");
  }

  @Test
  void thePeerRunsInAllItsModes() {
    TorchPeer found = new TorchPeer(new Torch("python", Optional.empty()));
    assertThat(found.contenders(TINY, 2, folder))
        .extracting(ProcessContender::name)
        .hasSize(5)
        .doesNotHaveDuplicates();
    assertThat(folder.resolve("train_step.py")).content().contains("import serve");
    assertThat(folder.resolve("rounds.py")).content().contains("@ready", "@round");
    assertThat(folder.resolve("networks.py"))
        .content()
        .contains(Stream.of(BenchNetwork.values()).map(n -> '"' + n.part() + "\": (").toList());
    TorchPeer none = new TorchPeer(new Torch("python", Optional.of("run: pip")));
    assertThat(none.contenders(TINY, 2, folder)).isEmpty();
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
