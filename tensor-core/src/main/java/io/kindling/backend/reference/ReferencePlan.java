package io.kindling.backend.reference;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.backend.Plan;
import io.kindling.backend.PlanMemory;
import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.tensor.Arena;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Runs the kernels of all nodes in order; every value has memory of its own. */
final class ReferencePlan implements Plan {
  private final Graph graph;
  private final long batch;
  private final Arena arena;
  private final PlanMemory memory;
  private final Kernel[] kernels;

  private ReferencePlan(Graph graph, long batch, Arena arena, PlanMemory memory, Kernel[] kernels) {
    this.graph = graph;
    this.batch = batch;
    this.arena = arena;
    this.memory = memory;
    this.kernels = kernels;
  }

  static ReferencePlan compile(Graph graph, CompileOptions options) {
    Arena arena = Arena.open();
    try {
      PlanMemory memory = PlanMemory.of(graph, options, arena);
      List<Kernel> kernels = new ArrayList<>();
      for (Node node : graph.nodes()) {
        kernels.add(
            ReferenceKernels.create(
                new KernelContext(
                    node,
                    node.inputs().stream().map(memory::tensor).toList(),
                    node.outputs().stream().map(memory::tensor).toList(),
                    options.collective())));
      }
      graph
          .outputs()
          .forEach(
              (name, value) -> {
                Tensor from = memory.tensor(value);
                Tensor to = memory.require(name);
                if (from.address() != to.address()) {
                  kernels.add(() -> to.copyFrom(from));
                }
              });
      return new ReferencePlan(
          graph, options.batch(), arena, memory, kernels.toArray(Kernel[]::new));
    } catch (RuntimeException | OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public Tensor tensor(String name) {
    return memory.require(name);
  }

  @Override
  public long batch() {
    return batch;
  }

  @Override
  public void run() {
    // Over an array, because a list's iterator would be an allocation a run.
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }

  @Override
  public void refresh() {
    // Every run reads the parameters.
  }

  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (Node node : graph.nodes()) {
      text.append(String.format("%-40s %-28s plain loops%n", node.name(), node.op().type()));
    }
    return text.toString();
  }

  @Override
  public void close() {
    arena.close();
  }
}
