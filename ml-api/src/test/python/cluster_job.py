"""A job for spark-submit: ``train FOLDER`` trains and saves, ``score FOLDER`` loads and scores."""

import sys

from kindling import DeepClassificationModel, DeepClassifier, Network
from kindling.layers import Dense, Tanh
from pyspark.sql import SparkSession

action, folder = sys.argv[1:]
spark = SparkSession.builder.appName("cluster job").getOrCreate()
points = spark.range(0, 2000, 1, 4).selectExpr("rand(1) * 4 - 2 AS x", "rand(2) * 4 - 2 AS y")
frame = points.selectExpr("array(x, y) AS features", "int(x * x + y * y < 2) AS label")
if action == "train":
    network = Network.sequential(2, Dense(16), Tanh(), Dense(2))
    classifier = DeepClassifier(network=network, learningRate=0.02, epochs=8, seed=1, workers=2)
    model = classifier.fit(frame)
    print("workers:", model.summary().workers)
    model.write().overwrite().save(folder)
else:
    model = DeepClassificationModel.load(folder)
scored = model.transform(frame)
print("accuracy:", scored.filter("label = prediction").count() / scored.count())
spark.stop()
