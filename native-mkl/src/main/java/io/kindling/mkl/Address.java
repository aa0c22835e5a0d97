package io.kindling.mkl;

import org.bytedeco.javacpp.Pointer;

/**
 * A native address in JavaCPP's clothes; it owns nothing, so that JavaCPP's limits ({@code
 * maxBytes}, {@code maxPhysicalBytes}), which are checked when it allocates, never apply to a plan.
 */
final class Address extends Pointer {
  Address(long address) {
    this.address = address;
  }
}
