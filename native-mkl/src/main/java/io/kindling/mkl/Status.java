package io.kindling.mkl;

import io.kindling.backend.NativeException;
import org.bytedeco.dnnl.global.dnnl;

/** Turns the status codes of oneDNN's functions into exceptions. */
final class Status {
  private Status() {}

  /**
   * Checks a status.
   *
   * @param function the function that returned it
   * @param asked what it was asked for, in words
   * @throws NativeException when it is not success
   */
  static void check(int status, String function, Object asked) {
    if (status != dnnl.dnnl_success) {
      throw failure(status, function, asked);
    }
  }

  static NativeException failure(int status, String function, Object asked) {
    return new NativeException(
        "oneDNN: expected success of "
            + function
            + ", got "
            + name(status)
            + " for "
            + asked
            + ". "
            + advice(status));
  }

  private static String name(int status) {
    return switch (status) {
      case 1 -> "out_of_memory";
      case 2 -> "invalid_arguments";
      case 3 -> "unimplemented";
      case 4 -> "last_impl_reached";
      case 5 -> "runtime_error";
      case 6 -> "not_required";
      default -> "status " + status;
    };
  }

  private static String advice(int status) {
    return status == dnnl.dnnl_out_of_memory
        ? "Lower the batch size or give the process more memory outside the heap."
        : "Run with ONEDNN_VERBOSE=all to see why.";
  }
}
