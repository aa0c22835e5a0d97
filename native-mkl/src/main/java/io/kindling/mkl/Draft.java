package io.kindling.mkl;

import io.kindling.backend.Kernel;
import java.util.List;

/** A step of a plan whose memory has no addresses yet. */
interface Draft {
  /** Returns the memory that the step reads or writes. */
  List<Buffer> buffers();

  /** Returns the bytes of scratchpad that the step needs while it runs. */
  long scratchpadBytes();

  /** Creates the step, now that all memory has addresses. */
  Kernel bind(Binder binder);

  /** Returns the row of this step in the plan's table. */
  String describe();
}
