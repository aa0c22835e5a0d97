package io.kindling.distributed.spark;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.util.RpcUtils;
import scala.Option;
import scala.PartialFunction;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Every call to Spark that its documentation does not promise: when a new Spark breaks something,
 * it is here. (The network library, which is Java and older than most of Spark's documented parts,
 * is used by the package {@code transport} as well.)
 */
public final class SparkInternals {
  private static final String MODULE = "kindling";

  private SparkInternals() {}

  /** Returns how many tasks of the default kind can run at a time now. */
  public static int slots(SparkContext context) {
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  /** Returns how many partitions of a persisted RDD are there now. */
  public static int cachedPartitions(JavaRDD<?> rdd) {
    for (RDDInfo info : rdd.context().getRDDStorageInfo()) {
      if (info.id() == rdd.id()) {
        return info.numCachedPartitions();
      }
    }
    return 0;
  }

  /** Returns the settings of Hadoop's file systems in this process. */
  public static Configuration hadoopConf() {
    return SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
  }

  /** Returns where this process lets others connect: the host of its block manager. */
  public static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  /** Returns a directory on a local disk that ends with this process. */
  public static Path localDirectory() {
    File[] directories = SparkEnv.get().blockManager().diskBlockManager().localDirs();
    return directories[Math.floorMod(Thread.currentThread().getId(), directories.length)].toPath();
  }

  /** Returns whether Spark encrypts what it writes to local disks. */
  public static boolean encryptsFiles() {
    return SparkEnv.get().conf().getBoolean("spark.io.encryption.enabled", false);
  }

  /**
   * Returns Spark's settings of the network for our module: those of {@code spark.kindling.io.*},
   * encryption and TLS as everywhere in this application.
   *
   * @param connecting how long a connection may take to be made
   */
  public static TransportConf transportConf(int cores, Duration connecting) {
    SparkEnv env = SparkEnv.get();
    // A caller who cannot do the handshake of the application may not choose a weaker one.
    SparkConf conf = env.conf().clone().set("spark.network.crypto.saslFallback", "false");
    conf.setIfMissing(
        "spark." + MODULE + ".io.connectionCreationTimeout", connecting.toMillis() + "ms");
    return SparkTransportConf.fromSparkConf(
        conf,
        MODULE,
        cores,
        Option.empty(),
        Option.apply(env.securityManager().getRpcSSLOptions()));
  }

  /** What the driver does with the messages of workers. */
  public interface Handler {
    /**
     * Takes a message that wants an answer, now or later; called by one thread at a time.
     *
     * @param cause the exception that a failed worker sent along
     */
    void ask(byte[] message, Optional<Throwable> cause, Answer answer);

    /** Takes a message without an answer. */
    void tell(byte[] message);
  }

  /** Answers one message. */
  @FunctionalInterface
  public interface Answer {
    /** Sends the answer. */
    void send(byte[] answer);
  }

  /** An open endpoint of the driver. */
  public interface Endpoint extends AutoCloseable {
    @Override
    void close();
  }

  /** Opens an endpoint of the driver on the port that Spark has open already. */
  public static Endpoint openEndpoint(String name, Handler handler) {
    RpcEnv env = SparkEnv.get().rpcEnv();
    RpcEndpointRef reference = env.setupEndpoint(name, new DriverEndpoint(env, handler));
    return () -> env.stop(reference);
  }

  /** The driver as a worker sees it. */
  public interface Driver {
    /**
     * Sends a message and waits for the answer.
     *
     * @throws IOException when there is none within the limit, or no driver
     */
    byte[] ask(byte[] message, Duration limit) throws IOException, InterruptedException;

    /** Sends a message and an exception, which must be serializable, and waits for the answer. */
    byte[] ask(byte[] message, Throwable cause, Duration limit)
        throws IOException, InterruptedException;

    /** Sends a message. */
    void tell(byte[] message);
  }

  /** Returns the endpoint of the driver with a name. */
  public static Driver driver(String name) {
    SparkEnv env = SparkEnv.get();
    RpcEndpointRef reference = RpcUtils.makeDriverRef(name, env.conf(), env.rpcEnv());
    return new RemoteDriver(reference);
  }

  /** Returns whether a message had no answer because its endpoint has been closed. */
  public static boolean isGone(IOException failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      // From another process comes the text only.
      if (String.valueOf(each.getMessage()).contains("Could not find kindling-")) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a job was cancelled by somebody, or ended with its context. */
  public static boolean isCancelled(SparkContext context, Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SparkThrowable spark
          && "SPARK_JOB_CANCELLED".equals(spark.getCondition())) {
        return true;
      }
    }
    return context.isStopped();
  }

  private record RemoteDriver(RpcEndpointRef reference) implements Driver {
    @Override
    public byte[] ask(byte[] message, Duration limit) throws IOException, InterruptedException {
      return askAny(message, limit);
    }

    @Override
    public byte[] ask(byte[] message, Throwable cause, Duration limit)
        throws IOException, InterruptedException {
      return askAny(new Object[] {message, cause}, limit);
    }

    private byte[] askAny(Object message, Duration limit) throws IOException, InterruptedException {
      FiniteDuration duration =
          FiniteDuration.apply(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
      try {
        return reference.askSync(
            message,
            new RpcTimeout(duration, "the limit of the training session"),
            ClassTag.apply(byte[].class));
      } catch (Throwable e) {
        // Scala declares nothing: late answers and lost drivers are checked exceptions here.
        if (e instanceof RuntimeException || e instanceof Error) {
          throw e;
        }
        if ((Throwable) e instanceof InterruptedException interrupted) {
          throw interrupted;
        }
        throw new IOException(e.toString(), e);
      }
    }

    @Override
    public void tell(byte[] message) {
      reference.send(message);
    }
  }

  /** What a task of a barrier stage does with its partition. */
  @FunctionalInterface
  public interface BarrierTask extends Serializable {
    /** Runs in the executor. */
    void run(Iterator<byte[]> partition);
  }

  /**
   * Starts a job of one stage.
   *
   * @param together whether all of its tasks start at the same time, in a barrier stage
   * @param cores of each task; below 2 for what {@code spark.task.cpus} says
   */
  public static JavaFutureAction<?> submit(
      JavaRDD<byte[]> blocks, BarrierTask task, boolean together, int cores) {
    ClassTag<byte[]> type = ClassTag.apply(byte[].class);
    RDD<byte[]> tasks =
        together
            ? blocks.rdd().barrier().mapPartitions(new PartitionFunction(task), false, type)
            : blocks.rdd().mapPartitions(new PartitionFunction(task), false, type);
    if (cores > 1) {
      ExecutorControl.tasksWith(blocks.context(), cores).ifPresent(tasks::withResources);
    }
    return JavaRDD.fromRDD(tasks, type)
        .foreachPartitionAsync(rest -> rest.forEachRemaining(nothing -> {}));
  }

  private static final class PartitionFunction
      extends AbstractFunction1<
          scala.collection.Iterator<byte[]>, scala.collection.Iterator<byte[]>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BarrierTask task;

    PartitionFunction(BarrierTask task) {
      this.task = task;
    }

    @Override
    public scala.collection.Iterator<byte[]> apply(scala.collection.Iterator<byte[]> partition) {
      task.run(CollectionConverters.asJava(partition));
      return scala.collection.Iterator$.MODULE$.<byte[]>empty();
    }
  }

  private static final class DriverEndpoint implements ThreadSafeRpcEndpoint {
    private final RpcEnv env;
    private final Handler handler;

    DriverEndpoint(RpcEnv env, Handler handler) {
      this.env = env;
      this.handler = handler;
    }

    @Override
    public RpcEnv rpcEnv() {
      return env;
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receive() {
      return new Receiving((message, cause) -> handler.tell(message));
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext context) {
      return new Receiving((message, cause) -> handler.ask(message, cause, context::reply));
    }
  }

  /** Takes a byte array, or one with an exception; refuses everything else. */
  private static final class Receiving extends AbstractPartialFunction<Object, BoxedUnit> {
    private final BiConsumer<byte[], Optional<Throwable>> action;

    Receiving(BiConsumer<byte[], Optional<Throwable>> action) {
      this.action = action;
    }

    @Override
    public boolean isDefinedAt(Object message) {
      return message instanceof byte[] || isPair(message);
    }

    private static boolean isPair(Object message) {
      return message instanceof Object[] pair
          && pair.length == 2
          && pair[0] instanceof byte[]
          && pair[1] instanceof Throwable;
    }

    @Override
    public BoxedUnit apply(Object message) {
      if (message instanceof Object[] pair) {
        action.accept((byte[]) pair[0], Optional.of((Throwable) pair[1]));
      } else {
        action.accept((byte[]) message, Optional.empty());
      }
      return BoxedUnit.UNIT;
    }
  }
}
