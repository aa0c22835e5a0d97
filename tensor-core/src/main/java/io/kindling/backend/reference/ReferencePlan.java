package io.kindling.backend.reference;

import io.kindling.backend.Announcements;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.backend.Plan;
import io.kindling.backend.PlanMemory;
import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.tensor.Arena;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      return new ReferencePlan(
          graph, options.batch(), arena, memory, kernels(graph, options, memory));
    } catch (RuntimeException | OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  private static Kernel[] kernels(Graph graph, CompileOptions options, PlanMemory memory) {
    List<Kernel> kernels = new ArrayList<>();
    Announcements announcements = new Announcements();
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    graph.outputs().keySet().forEach(name -> outputs.put(name, memory.require(name)));
    for (Node node : graph.nodes()) {
      List<Tensor> read = node.inputs().stream().map(memory::tensor).toList();
      List<Tensor> written = node.outputs().stream().map(memory::tensor).toList();
      read.forEach(tensor -> announcements.touch(kernels.size(), tensor));
      written.forEach(tensor -> announcements.touch(kernels.size(), tensor));
      kernels.add(
          ReferenceKernels.create(new KernelContext(node, read, written, options.collective())));
      for (Value value : node.outputs()) {
        graph
            .outputs()
            .forEach(
                (name, output) -> {
                  if (output.equals(value)) {
                    copy(memory.tensor(value), memory.require(name), kernels, announcements);
                  }
                });
      }
    }
    graph
        .outputs()
        .forEach(
            (name, value) -> {
              if (graph.nodes().stream().noneMatch(node -> node.outputs().contains(value))) {
                copy(memory.tensor(value), memory.require(name), kernels, announcements);
              }
            });
    return announcements.among(kernels, outputs, options.listener());
  }

  private static void copy(
      Tensor from, Tensor to, List<Kernel> kernels, Announcements announcements) {
    if (from.address() != to.address()) {
      announcements.touch(kernels.size(), from);
      announcements.touch(kernels.size(), to);
      kernels.add(() -> to.copyFrom(from));
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
