package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** Gives the memory of a plan its addresses and creates the steps over it. */
final class Binder {
  private record Place(long descriptor, long address) {}

  private final Engine engine;
  private final NativeScope scope;
  private final Arena arena;
  private final Map<Buffer, Spot> spots;
  private final Tensor pool;
  private final Tensor scratchpad;
  private final Map<Place, dnnl_memory> memories = new HashMap<>();
  private final Map<Primitive, dnnl_primitive> primitives = new HashMap<>();
  private final Map<Buffer, dnnl_stream> streams = new HashMap<>();
  private final Map<Integer, KernelTiles> kernelTiles = new HashMap<>();

  /** Allocates the pool of a plan and its scratchpad in {@code arena}. */
  Binder(
      Engine engine, NativeScope scope, Arena arena, ArenaPlanner planned, long scratchpadBytes) {
    this.engine = engine;
    this.scope = scope;
    this.arena = arena;
    this.spots = planned.spots();
    this.pool = floats(arena, planned.bytes());
    this.scratchpad = floats(arena, scratchpadBytes);
  }

  private static Tensor floats(Arena arena, long bytes) {
    Tensor made = arena.unset(DataType.FLOAT32, Shape.of((bytes + 3) / 4));
    LargePages.advise(made);
    return made;
  }

  /** Returns the bytes of the pool and the scratchpad. */
  long bytes() {
    return pool.bytes() + scratchpad.bytes();
  }

  /** Returns a buffer as a row-major tensor. */
  Tensor tensor(Buffer buffer, Shape shape) {
    return buffer
        .external()
        .map(tensor -> tensor.reshape(shape))
        .orElseGet(
            () -> {
              Spot spot = spot(buffer);
              return spot.lender().orElse(pool).view(spot.offset() / Float.BYTES, shape);
            });
  }

  private Spot spot(Buffer buffer) {
    Spot spot = spots.get(buffer);
    if (spot == null) {
      throw new IllegalStateException(
          "Binder: expected a buffer that a step uses, got one of "
              + buffer.bytes()
              + " bytes that was not planned. Draft all steps before planning.");
    }
    return spot;
  }

  private long address(Buffer buffer) {
    if (buffer.external().isPresent()) {
      return buffer.external().get().address();
    }
    Spot spot = spot(buffer);
    return spot.lender().orElse(pool).address() + spot.offset();
  }

  /** Returns a buffer as a row of numbers. */
  Tensor floats(Buffer buffer) {
    return tensor(buffer, Shape.of(buffer.bytes() / Float.BYTES));
  }

  /** Returns the arrays of one thread that turns kernels into tiles, step by step. */
  KernelTiles kernelTiles(int thread) {
    return kernelTiles.computeIfAbsent(thread, t -> new KernelTiles());
  }

  /** Returns the step that runs a primitive over its arguments. */
  Kernel primitive(String node, Primitive primitive, List<Arg> args) {
    return primitive(node, primitive, args, scratchpad.address(), engine.stream());
  }

  /**
   * Returns a step that may run beside those with another scratchpad.
   *
   * @param own the scratchpad of this step
   */
  Kernel apart(String node, Primitive primitive, List<Arg> args, Buffer own) {
    dnnl_stream stream = streams.computeIfAbsent(own, buffer -> engine.stream(scope));
    return primitive(node, primitive, args, address(own), stream);
  }

  private Kernel primitive(
      String node, Primitive primitive, List<Arg> args, long scratch, dnnl_stream stream) {
    dnnl_primitive created = primitives.computeIfAbsent(primitive, p -> create(node, p));
    boolean scratched = primitive.scratchpadBytes() > 0;
    int count = args.size() + (scratched ? 1 : 0);
    // One exec_arg is an int and a pointer: two words.
    Tensor words = Tensor.allocate(arena, DataType.INT64, Shape.of(2L * count));
    dnnl_exec_arg_t first = new dnnl_exec_arg_t(new Address(words.address()));
    for (int i = 0; i < args.size(); i++) {
      Arg arg = args.get(i);
      long address = address(arg.buffer()) + arg.offset();
      first.getPointer(i).arg(arg.number()).memory(memory(arg.descriptor(), address));
    }
    if (scratched) {
      first
          .getPointer(args.size())
          .arg(dnnl.DNNL_ARG_SCRATCHPAD)
          .memory(memory(primitive.query(dnnl.DNNL_ARG_SCRATCHPAD), scratch));
    }
    return new PrimitiveStep(node, created, stream, count, first);
  }

  private dnnl_primitive create(String node, Primitive primitive) {
    dnnl_primitive created = new dnnl_primitive();
    Status.check(
        dnnl.dnnl_primitive_create(created, primitive.descriptor()), "dnnl_primitive_create", node);
    scope.own(() -> dnnl.dnnl_primitive_destroy(created));
    return created;
  }

  private dnnl_memory memory(dnnl_memory_desc descriptor, long address) {
    return memories.computeIfAbsent(
        new Place(descriptor.address(), address),
        place -> {
          dnnl_memory memory = new dnnl_memory();
          Status.check(
              dnnl.dnnl_memory_create(memory, descriptor, engine.engine(), new Address(address)),
              "dnnl_memory_create",
              "a view of the plan's memory");
          scope.own(() -> dnnl.dnnl_memory_destroy(memory));
          return memory;
        });
  }
}
