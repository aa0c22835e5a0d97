package io.kindling.distributed;

import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.checkpoint.CheckpointStore;
import io.kindling.distributed.collective.CollectiveOptions;
import io.kindling.distributed.session.Fit;
import io.kindling.distributed.session.Launch;
import io.kindling.distributed.session.Learned;
import io.kindling.layers.Network;
import io.kindling.layers.json.JsonCodec;
import io.kindling.tensor.MemoryRoom;
import io.kindling.training.EventSink;
import io.kindling.training.ParameterLayout;
import io.kindling.training.TrainingSpec;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains a network with the executors that hold the data: the one entry of this module.
 *
 * <p>The rows are dealt to the workers first, in an order that only their bytes and the seed
 * decide. Then the workers run the whole training as one stage of tasks that run at the same time;
 * until that stage ends the fit starts no other job.
 */
public final class DistributedTraining {
  private DistributedTraining() {}

  /**
   * Fits a network to packed rows.
   *
   * @param training blocks of whole rows in the request's format, in any number of partitions
   * @param validation the same of validation rows
   * @param sink takes the events of rank 0, on the calling thread
   * @throws IllegalArgumentException when there are too few rows, slots or cores, or when request
   *     and rows do not fit together
   * @throws io.kindling.distributed.collective.WorkerLostException when a worker is lost
   * @throws RuntimeException when a worker fails, with worker, host and step and the original cause
   */
  public static FitResult fit(
      JavaSparkContext context,
      JavaRDD<byte[]> training,
      Optional<JavaRDD<byte[]>> validation,
      FitRequest request,
      FitSettings settings,
      EventSink sink) {
    TrainingSpec spec = TrainingSpec.fromJson(request.spec(), JsonCodec.standard());
    requireFitting(request);
    CheckpointSettings checkpoints = settings.checkpoints();
    if (!checkpoints.directory().isEmpty()) {
      new CheckpointStore(checkpoints.directory(), context.hadoopConfiguration()).requireWritable();
    }
    Fit fit =
        new Fit(
            request.network(),
            request.spec(),
            request.format(),
            request.initial(),
            checkpoints,
            new Launch(
                Slots.together(context.sc(), settings), settings.workerWait(), settings.silence()),
            CollectiveOptions.within(settings.timeout()).bucketBytes(settings.bucketBytes()));
    try (Dealing dealing =
        new Dealing(context, training, validation, request.format().rowBytes(), spec, settings)) {
      Learned learned = fit.run(context, dealing, sink);
      return new FitResult(
          learned.parameters(),
          learned.outcome(),
          learned.workers(),
          learned.threads(),
          learned.digests());
    }
  }

  private static void requireFitting(FitRequest request) {
    ParameterLayout layout =
        ParameterLayout.of(Network.fromJson(request.network(), JsonCodec.standard()).graph());
    if (!request.initial().layout().equals(layout)) {
      throw new IllegalArgumentException(
          "DistributedTraining: expected first parameters with the layout "
              + layout.ranges()
              + ", got "
              + request.initial().layout().ranges()
              + ". Use parameters of the same network.");
    }
    MemoryRoom.check(
        "The driver",
        request.initial().vector().bytes(),
        "the trained parameters, beside the first ones (its overhead is set by"
            + " spark.driver.memoryOverhead)");
  }
}
