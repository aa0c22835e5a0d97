package io.kindling.mkl;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/** Prints the rate of a training step: {@code lenet|vgg threads rounds [describe]}. */
public final class TrainingSpeed {
  private TrainingSpeed() {}

  /** Runs the measurement. */
  public static void main(String[] args) {
    boolean vgg = args[0].equals("vgg");
    int threads = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    int batch = vgg ? 64 : 128;
    int steps = Integer.getInteger("steps", vgg ? 2 : 200);
    Graph forward =
        vgg
            ? Networks.vggCifar()
            : Networks.lenet(Integer.getInteger("c1", 6), Integer.getInteger("c2", 12), 100);
    TrainingGraph training = Networks.training(forward);
    try (Backend backend = new OneDnnProvider().open(threads)) {
      long before = System.nanoTime();
      try (Plan plan = backend.compile(training.graph(), CompileOptions.of(batch))) {
        System.out.printf(
            "%s, %d threads, compiled in %.2f s%n",
            backend.description(), threads, (System.nanoTime() - before) / 1e9);
        if (args.length > 3) {
          System.out.println(plan.describe());
        }
        fill(forward, plan);
        double[] rates = new double[rounds];
        OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        plan.run();
        long cpu = system.getProcessCpuTime();
        for (int round = 0; round < rounds; round++) {
          long start = System.nanoTime();
          for (int i = 0; i < steps; i++) {
            plan.run();
          }
          rates[round] = (double) steps * batch * 1e9 / (System.nanoTime() - start);
        }
        // On a machine that others use, the processor time of a step says more than its duration.
        double spent = (system.getProcessCpuTime() - cpu) / 1e9;
        Arrays.sort(rates);
        System.out.printf(
            "images/s: median %.0f, best %.0f; images per second of processor time: %.0f%n",
            rates[rounds / 2], rates[rounds - 1], (double) rounds * steps * batch / spent);
      }
    }
  }

  private static void fill(Graph forward, Plan plan) {
    Random random = new Random(1);
    forward.parameters().forEach(p -> p.initializer().initialize(plan.tensor(p.name()), random));
    Tensor x = plan.tensor("x");
    for (long i = 0; i < x.size(); i++) {
      x.setFloat(i, random.nextFloat());
    }
    Tensor target = plan.tensor(TrainingGraph.target(0));
    for (long i = 0; i < plan.batch(); i++) {
      target.setLong(i, random.nextInt(10));
    }
    Tensor weights = plan.tensor(TrainingGraph.ROW_WEIGHTS);
    for (long i = 0; i < plan.batch(); i++) {
      weights.setFloat(i, 1);
    }
  }
}
