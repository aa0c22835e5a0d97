package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.tensor.Tensor;
import java.util.List;

/** A step that copies a tensor to another place that the caller knows it by. */
record CopyDraft(String name, Tensor from, Tensor to) implements Draft {
  @Override
  public List<Buffer> buffers() {
    return List.of();
  }

  @Override
  public long scratchpadBytes() {
    return 0;
  }

  @Override
  public Kernel bind(Binder binder) {
    return () -> to.copyFrom(from);
  }

  @Override
  public String describe() {
    return String.format("%-40s %-24s", name, "copy");
  }
}
