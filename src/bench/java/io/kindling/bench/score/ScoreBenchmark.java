package io.kindling.bench.score;

import io.kindling.backend.Precision;
import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.network.BenchNetwork;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Images per second of scoring, beside PyTorch and onnxruntime. */
public final class ScoreBenchmark implements Benchmark {
  private static final int[] BATCHES = {1, 32, 256};

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "images/s of scoring a saved model beside PyTorch and onnxruntime";
  }

  @Override
  public List<String> parts() {
    return Stream.of(BenchNetwork.VGG, BenchNetwork.RESNET18, BenchNetwork.LENET)
        .map(BenchNetwork::part)
        .toList();
  }

  @Override
  public List<String> required(Precision precision) {
    return precision == Precision.FLOAT32 ? parts() : List.of(BenchNetwork.VGG.part());
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    Torch torch = Torch.find(options.python());
    int[] batches = options.batch().isPresent() ? options.batch().stream().toArray() : BATCHES;
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      for (int batch : batches) {
        BenchNetwork network = BenchNetwork.named(part);
        rows.addAll(new ScoreComparison(network, batch, options, torch).run(out));
      }
    }
    return rows;
  }
}
