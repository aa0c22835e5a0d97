package io.kindling.distributed.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.scheduler.ExecutorProcessLost;
import org.apache.spark.scheduler.cluster.CoarseGrainedClusterMessages;
import org.apache.spark.scheduler.cluster.CoarseGrainedSchedulerBackend;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** What the driver knows of executors and does with them, beyond what Spark documents. */
public final class ExecutorControl {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorControl.class);

  private ExecutorControl() {}

  /** Returns whether an executor will end before long, as its machine is taken away. */
  public static boolean isLeaving(SparkContext context, String executor) {
    return context.taskScheduler().getExecutorDecommissionState(executor).isDefined();
  }

  /** Returns how many cores each executor has that stays. */
  public static List<Integer> cores(SparkContext context) {
    List<Integer> cores = new ArrayList<>();
    for (ExecutorSummary each :
        CollectionConverters.asJava(context.statusStore().executorList(true))) {
      if (each.totalCores() > 0
          && !each.id().equals(SparkContext$.MODULE$.DRIVER_IDENTIFIER())
          && !isLeaving(context, each.id())) {
        cores.add(each.totalCores());
      }
    }
    return cores;
  }

  /**
   * Returns the profile of tasks with so many cores on executors as they are; empty where Spark
   * runs all tasks with as many as {@code spark.task.cpus} says.
   */
  public static Optional<ResourceProfile> tasksWith(SparkContext context, int cores) {
    ResourceProfile made =
        new ResourceProfileBuilder().require(new TaskResourceRequests().cpus(cores)).build();
    try {
      if (!context.resourceProfileManager().isSupported(made)) {
        return Optional.empty();
      }
    } catch (Exception e) {
      // Scala throws checked exceptions that it does not declare.
      LOG.debug("No profiles of tasks here.", e);
      return Optional.empty();
    }
    Option<ResourceProfile> known = context.resourceProfileManager().getEquivalentProfile(made);
    return Optional.of(known.isDefined() ? known.get() : made);
  }

  /**
   * Gives an executor up that does not answer: the cluster manager is asked to kill and replace it,
   * and Spark counts on it no more at once, as when its own heartbeat has not come for minutes.
   */
  public static void giveUp(SparkContext context, String executor, String reason) {
    if (context.schedulerBackend() instanceof CoarseGrainedSchedulerBackend backend) {
      context.killAndReplaceExecutor(executor);
      backend
          .driverEndpoint()
          .send(
              new CoarseGrainedClusterMessages.RemoveExecutor(
                  executor, new ExecutorProcessLost(reason, Option.empty(), false)));
    }
  }
}
