import org.apache.spark.ml.PipelineModel

val model = PipelineModel.load("model")
val right = model.transform(spark.read.parquet("points")).filter("prediction = label").count()
println("right: " + right)
System.exit(0)
