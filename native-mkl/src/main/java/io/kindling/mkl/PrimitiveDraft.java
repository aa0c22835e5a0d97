package io.kindling.mkl;

import io.kindling.backend.Kernel;
import java.util.List;

/** A step that runs a primitive. */
record PrimitiveDraft(String node, Primitive primitive, String detail, List<Arg> args)
    implements Draft {
  PrimitiveDraft {
    args = List.copyOf(args);
  }

  @Override
  public List<Buffer> buffers() {
    return args.stream().map(Arg::buffer).toList();
  }

  @Override
  public long scratchpadBytes() {
    return primitive.scratchpadBytes();
  }

  @Override
  public Kernel bind(Binder binder) {
    return binder.primitive(node, primitive, args);
  }

  @Override
  public String describe() {
    return String.format(
        "%-40s %-24s %-28s %s", node, primitive.kind(), primitive.implementation(), detail);
  }
}
