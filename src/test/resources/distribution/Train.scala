import io.kindling.layers.{Dense, Network, Tanh}
import io.kindling.ml.DeepClassifier
import io.kindling.tensor.Shape
import org.apache.spark.ml.Pipeline
import org.apache.spark.ml.feature.{StringIndexer, VectorAssembler}
import org.apache.spark.sql.SparkSession

/** Trains on points inside and outside of a circle, and saves points and pipeline. */
object Train {
  def main(arguments: Array[String]): Unit = {
    val spark = SparkSession.builder().appName("train").getOrCreate()
    val points = spark
      .range(3000)
      .selectExpr("id", "rand(1) * 4 - 2 AS x", "rand(2) * 4 - 2 AS y")
      .selectExpr("id", "x", "y", "IF(x * x + y * y < 2, 'inside', 'outside') AS place")
    points.write.parquet("points")
    val classifier = new DeepClassifier()
      .setNetwork(Network.sequential(Shape.of(2), Dense.of(16), Tanh.of(), Dense.of(2)))
      .setLearningRate(0.01)
      .setEpochs(8)
      .setBatchSize(32)
      .setSeed(1)
      .setBackend("onednn")
    val pipeline = new Pipeline().setStages(
      Array(
        new StringIndexer().setInputCol("place").setOutputCol("label"),
        new VectorAssembler().setInputCols(Array("x", "y")).setOutputCol("features"),
        classifier))
    val model = pipeline.fit(spark.read.parquet("points"))
    model.write.save("model")
    println("right: " + model.transform(spark.read.parquet("points")).filter("prediction = label").count())
    spark.stop()
  }
}
