package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.graph.Graph;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.ml.support.Toy;
import io.kindling.tensor.Tensor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on a file system that is not the local one, and with weights beside the model file. */
final class OtherFileSystemTest {
  @TempDir Path folder;

  /** Local files under another scheme: where they lie is nothing that Java could open. */
  public static final class Elsewhere extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }

    @Override
    public String getScheme() {
      return "elsewhere";
    }
  }

  @Test
  void savedModels_areReadFromThereAndNothingIsLeftBehind() throws Exception {
    Dataset<Row> rows = Toy.points(30, 1);
    DeepClassificationModel model = Toy.classifier().setEpochs(1).fit(rows);
    SparkSession session = rows.sparkSession();
    Configuration conf = session.sparkContext().hadoopConfiguration();
    conf.set("fs.elsewhere.impl", Elsewhere.class.getName());
    String path = "elsewhere://" + folder.resolve("model");

    model.save(path);
    DeepClassificationModel loaded = DeepClassificationModel.load(path);
    Toy.classifier().setInitialModel(path).setEpochs(1).fit(rows);

    assertThat(scores(loaded, rows)).isEqualTo(scores(model, rows));
    Path copy;
    try (LocalModel local = LocalModel.of(path, session)) {
      copy = local.path();
      assertThat(copy).exists().doesNotHaveToString(folder.resolve("model/model.onnx").toString());
    }
    assertThat(copy.getParent()).doesNotExist();
  }

  @Test
  void weightsBesideTheFile_areReadToo() throws Exception {
    Dataset<Row> rows = Toy.points(30, 1);
    DeepClassificationModel model =
        Toy.classifier().setNetwork(Toy.network(3, 400)).setEpochs(1).fit(rows);
    Path saved = folder.resolve("apart");
    model.save(saved.toString());
    Files.delete(saved.resolve("model.onnx"));
    Files.deleteIfExists(saved.resolve(".model.onnx.crc"));
    Graph graph = model.network().graph();
    Map<String, Tensor> weights = new HashMap<>();
    graph.parameters().forEach(each -> weights.put(each.name(), model.tensor(each.name())));
    OnnxWriter.plain()
        .whole(0)
        .write(graph, weights, "model.onnx", name -> Files.newOutputStream(saved.resolve(name)));

    assertThat(saved.resolve("model.onnx.data")).exists();
    assertThat(scores(DeepClassificationModel.load(saved.toString()), rows))
        .isEqualTo(scores(model, rows));
  }

  private static String scores(DeepClassificationModel model, Dataset<Row> rows) {
    return model.transform(rows).select("probability").collectAsList().toString();
  }
}
