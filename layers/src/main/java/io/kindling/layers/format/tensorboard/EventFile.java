package io.kindling.layers.format.tensorboard;

import io.kindling.graph.Graph;
import io.kindling.layers.format.tensorboard.proto.Event;
import io.kindling.layers.format.tensorboard.proto.HistogramProto;
import io.kindling.layers.format.tensorboard.proto.Summary;
import io.kindling.training.Distribution;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Writes an event file of TensorBoard: numbers and histograms by step, and the graph. */
public final class EventFile {
  private final RecordStream records;

  /**
   * Begins a file.
   *
   * @param out stays the caller's to flush and close
   */
  public EventFile(OutputStream out) throws IOException {
    this.records = new RecordStream(out);
    write(event(0).setFileVersion("brain.Event:2"));
  }

  /** Writes the value of each tag after so many steps; those that are not finite too. */
  public void scalars(long step, Map<String, Double> values) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (tag, value) ->
            summary.addValue(
                Summary.Value.newBuilder().setTag(tag).setSimpleValue(value.floatValue())));
    write(event(step).setSummary(summary));
  }

  /** Writes a histogram for each distribution, under its name, after so many steps. */
  public void histograms(long step, List<Distribution> values) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    for (Distribution value : values) {
      summary.addValue(Summary.Value.newBuilder().setTag(value.name()).setHisto(histogram(value)));
    }
    write(event(step).setSummary(summary));
  }

  private static HistogramProto histogram(Distribution value) {
    HistogramProto.Builder histogram =
        HistogramProto.newBuilder()
            .setMin(value.least())
            .setMax(value.greatest())
            .setNum(value.count())
            .setSum(value.sum())
            .setSumSquares(value.squares());
    for (int bucket = 0; bucket < value.counts().size(); bucket++) {
      histogram.addBucketLimit(value.limit(bucket)).addBucket(value.counts().get(bucket));
    }
    return histogram.build();
  }

  /** Writes the network that is trained. */
  public void graph(Graph graph) throws IOException {
    write(event(0).setGraphDef(GraphNodes.of(graph).toByteString()));
  }

  private static Event.Builder event(long step) {
    return Event.newBuilder().setWallTime(System.currentTimeMillis() / 1000.0).setStep(step);
  }

  private void write(Event.Builder event) throws IOException {
    records.write(event.build().toByteArray());
  }
}
