package io.kindling.mkl;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.backend.PlanMemory;
import io.kindling.backend.reference.ReferenceKernels;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;

/**
 * A plan while it is compiled: the steps so far, and where each value lies and in which layouts.
 *
 * <p>A value is made in one layout, which the primitive that makes it prefers. Whoever reads it in
 * another gets a copy, made once by a reorder just before the first who needs it.
 */
final class Drafting {
  private final LiveNodes live;
  private final boolean training;
  private final CompileOptions options;
  private final PlanMemory memory;
  private final Layouts layouts;
  private final Primitives primitives;
  private final SlowPrimitives slow;
  private final Map<Value, List<Placed>> placed = new HashMap<>();
  private final Map<Value, Tensor> homes;
  private final Elements elements;
  private final Map<Value, Kept> kept = new HashMap<>();
  private final Schedule schedule;
  private final Set<Node> done = new HashSet<>();
  private final Arena arena;
  private final Optional<Lanes> lanes;
  private final KeptKernels keptKernels;
  private final Map<Value, Normalized> normalized = new HashMap<>();
  private String current = "";

  Drafting(
      LiveNodes live,
      CompileOptions options,
      PlanMemory memory,
      Map<Value, Tensor> homes,
      Layouts layouts,
      Primitives primitives,
      SlowPrimitives slow,
      Arena arena,
      Optional<Lanes> lanes,
      Schedule schedule) {
    this.live = live;
    this.training = live.nodes().stream().anyMatch(node -> node.op().isInternal());
    this.options = options;
    this.memory = memory;
    this.homes = homes;
    this.keptKernels = new KeptKernels(homes.values());
    this.elements = new Elements(options.precision(), live, homes.keySet());
    this.layouts = layouts;
    this.primitives = primitives;
    this.slow = slow;
    this.arena = arena;
    this.lanes = lanes;
    this.schedule = schedule;
  }

  LiveNodes live() {
    return live;
  }

  Layouts layouts() {
    return layouts;
  }

  Primitives primitives() {
    return primitives;
  }

  Schedule schedule() {
    return schedule;
  }

  /** Returns the threads for steps that are shared in another way than OpenMP's, if there are. */
  Optional<Lanes> lanes() {
    return lanes;
  }

  /** Returns the kernels that the way forward has put in another form. */
  KeptKernels keptKernels() {
    return keptKernels;
  }

  /** Notes how a value can be computed once more. */
  void recall(Value value, Normalized how) {
    normalized.put(value, how);
  }

  /** Returns how a value can be computed once more, if it can. */
  Optional<Normalized> recalled(Value value) {
    return Optional.ofNullable(normalized.get(value));
  }

  /** Returns whether the graph has nodes that only training has. */
  boolean isTraining() {
    return training;
  }

  /** Returns the types of operands that products may be asked for, the best first. */
  List<Element> stored() {
    return elements.products();
  }

  /** Returns what a product had best make a value as. */
  Element element(Value value) {
    return elements.of(value);
  }

  /** Names the node that the next steps belong to. */
  void begin(String node) {
    current = node;
  }

  /** Notes that the steps of an earlier node compute this one too. */
  void fuse(Node node) {
    done.add(node);
  }

  /** Returns whether an earlier node's steps compute this one. */
  boolean isDone(Node node) {
    return done.contains(node);
  }

  /** Returns numbers that are the same in every run, row-major. */
  Placed constant(long[] dims, float value) {
    Tensor tensor = Tensor.allocate(arena, DataType.FLOAT32, Shape.of(dims));
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setFloat(i, value);
    }
    if (options.fixedParameters()) {
      schedule.settle(tensor);
    }
    return new Placed(layouts.rowMajor(dims), Buffer.of(tensor));
  }

  /** Returns the shape of a value with the batch size put in. */
  Shape shape(Value value) {
    return value.shape().bind(options.batch());
  }

  /** Returns the value in the layout that it was made in. */
  Placed made(Value value) {
    return places(value).get(0);
  }

  /** Returns whether there is memory with the value before the next step. */
  boolean isMade(Value value) {
    return placed.containsKey(value) || !live.makes(value);
  }

  /** Returns whether steps so far have made a value of the graph. */
  boolean isPlaced(Value value) {
    return !isFloat(value) || placed.containsKey(value);
  }

  /** Returns whether the value is the same in every run, parameters being fixed. */
  boolean isSettled(Value value) {
    return isFloat(value) && isMade(value) && schedule.isSettled(made(value).buffer());
  }

  /** Returns the value in row-major order. */
  Placed rowMajor(Value value) {
    return in(value, layouts.rowMajor(shape(value)));
  }

  /** Returns the value in a layout of as many elements. */
  Placed in(Value value, Layout layout) {
    List<Placed> places = places(value);
    for (Placed place : places) {
      if (place.layout().same(layout)) {
        return new Placed(layout, place.buffer());
      }
    }
    Placed source = places.get(0);
    if (!Arrays.equals(layout.dims(), source.layout().dims())) {
      // The same elements under other dimensions (groups apart) are a view of row-major order.
      source = new Placed(layouts.rowMajor(layout.dims()), rowMajor(value).buffer());
      if (layout.same(source.layout())) {
        return source;
      }
    }
    Placed copy = new Placed(layout, place(value, layout));
    reorder(value.name(), source, copy);
    places.add(copy);
    return copy;
  }

  /** Adds a copy from one layout to another. */
  void reorder(String what, Placed from, Placed to) {
    add(
        new PrimitiveDraft(
            current,
            primitives.reorder(from.layout().descriptor(), to.layout().descriptor()),
            what + " " + from.layout() + " -> " + to.layout(),
            List.of(Arg.of(dnnl.DNNL_ARG_FROM, from), Arg.of(dnnl.DNNL_ARG_TO, to))));
  }

  private List<Placed> places(Value value) {
    return placed.computeIfAbsent(
        value,
        v -> {
          // Only what the caller gives is read before a step has made it.
          Tensor tensor = memory.tensor(v);
          List<Placed> places = new ArrayList<>();
          places.add(new Placed(layouts.rowMajor(tensor.shape()), Buffer.of(tensor)));
          return places;
        });
  }

  /** Returns memory for a value that the next step makes: its final place where that fits. */
  Placed make(Value value, Layout layout) {
    return alias(value, new Placed(layout, place(value, layout)));
  }

  /** Returns where a value lies in a layout: what the caller sees, or memory of the plan. */
  private Buffer place(Value value, Layout layout) {
    Tensor home = homes.get(value);
    return home != null && layout.isRowMajor() ? Buffer.of(home) : Buffer.ofBytes(layout.bytes());
  }

  /** Puts a value where the caller sees it as soon as it is made, so that no copy is kept. */
  void bringHome(Value value) {
    if (homes.containsKey(value)) {
      rowMajor(value);
    }
  }

  /** Appends a step. */
  void step(Draft draft) {
    add(draft);
  }

  /**
   * Returns memory for a value that the next step makes under other dimensions; {@link #settle}
   * follows that step.
   */
  Placed makeAs(Value value, Layout layout) {
    if (Arrays.equals(layout.dims(), Layouts.dims(shape(value)))) {
      return make(value, layout);
    }
    return layout.isRowMajor()
        ? new Placed(layout, make(value, layouts.rowMajor(shape(value))).buffer())
        : temporary(layout);
  }

  /** Puts what was made under other dimensions in its place. */
  void settle(Value value, Placed result) {
    if (!placed.containsKey(value)) {
      Placed place = make(value, layouts.rowMajor(shape(value)));
      reorder(
          value.name(),
          result,
          new Placed(layouts.rowMajor(result.layout().dims()), place.buffer()));
    }
  }

  /** Makes a value another name of memory that is filled already, or will be by the next step. */
  Placed alias(Value value, Placed place) {
    List<Placed> places = new ArrayList<>();
    places.add(place);
    placed.put(value, places);
    return place;
  }

  /** Returns memory for a result of the next step that is no value of the graph. */
  Placed temporary(Layout layout) {
    return new Placed(layout, Buffer.ofBytes(layout.bytes()));
  }

  /** What a forward step leaves to the backward step of the same operator. */
  record Kept(Primitive forward, Placed result, Buffer memory) {}

  /** Keeps what a forward step leaves, under a value that its backward step reads. */
  void keep(Value value, Kept left) {
    kept.put(value, left);
  }

  /** Returns what the forward step left. */
  Optional<Kept> kept(Value value) {
    return Optional.ofNullable(kept.get(value));
  }

  /** Adds a step that runs a primitive for the current node. */
  void run(Primitive primitive, String detail, Arg... args) {
    slow.note(current, primitive, detail);
    add(new PrimitiveDraft(current, primitive, detail, List.of(args)));
  }

  /** Adds a step that runs the plain loops of a node. */
  void kernel(Node node) {
    List<Buffer> buffers = new ArrayList<>(node.inputs().stream().map(this::plainInput).toList());
    node.outputs().stream().map(this::plainOutput).forEach(buffers::add);
    List<Shape> shapes =
        Stream.concat(node.inputs().stream(), node.outputs().stream()).map(this::shape).toList();
    int inputs = node.inputs().size();
    java(
        node.op().type(),
        buffers,
        shapes,
        tensors ->
            ReferenceKernels.create(
                new KernelContext(
                    node,
                    tensors.subList(0, inputs),
                    tensors.subList(inputs, tensors.size()),
                    options.collective())));
  }

  /** Adds a step in Java over row-major tensors. */
  void java(
      String kind,
      List<Buffer> buffers,
      List<Shape> shapes,
      Function<List<Tensor>, Kernel> factory) {
    add(new KernelDraft(current, kind, buffers, shapes, factory));
  }

  /** Returns the memory of a value in row-major order, whatever its type. */
  Buffer plainInput(Value value) {
    return isFloat(value) ? rowMajor(value).buffer() : Buffer.of(memory.tensor(value));
  }

  private Buffer plainOutput(Value value) {
    return isFloat(value)
        ? make(value, layouts.rowMajor(shape(value))).buffer()
        : Buffer.of(memory.tensor(value));
  }

  /** Returns whether a value has float32 elements, which alone are placed in layouts. */
  static boolean isFloat(Value value) {
    return value.dataType() == DataType.FLOAT32;
  }

  /** Copies an output to the tensor that the caller knows, unless it was made there. */
  void deliver(String name, Value value) {
    Tensor target = memory.require(name);
    if (!isFloat(value)) {
      Tensor from = memory.tensor(value);
      if (from.address() != target.address()) {
        add(new CopyDraft(name, from, target));
      }
      return;
    }
    for (Placed place : places(value)) {
      if (place.layout().isRowMajor()
          && place.buffer().external().filter(t -> t.address() == target.address()).isPresent()) {
        return;
      }
    }
    reorder(
        "output " + name,
        made(value),
        new Placed(layouts.rowMajor(shape(value)), Buffer.of(target)));
  }

  private void add(Draft step) {
    schedule.add(step);
  }
}
