package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A step in Java, such as the plain loops of an operator that oneDNN has no primitive for.
 *
 * @param shapes one for each buffer
 * @param factory creates the kernel over the buffers as row-major tensors
 */
record KernelDraft(
    String node,
    String kind,
    List<Buffer> buffers,
    List<Shape> shapes,
    Function<List<Tensor>, Kernel> factory)
    implements Draft {
  /** Copies the lists. */
  KernelDraft {
    buffers = List.copyOf(buffers);
    shapes = List.copyOf(shapes);
  }

  @Override
  public long scratchpadBytes() {
    return 0;
  }

  @Override
  public Kernel bind(Binder binder) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      tensors.add(binder.tensor(buffers.get(i), shapes.get(i)));
    }
    return factory.apply(tensors);
  }

  @Override
  public String describe() {
    return String.format("%-40s %-24s %-28s %s", node, kind, "plain loops", shapes);
  }
}
