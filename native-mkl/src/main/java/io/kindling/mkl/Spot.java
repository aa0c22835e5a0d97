package io.kindling.mkl;

import io.kindling.tensor.Tensor;
import java.util.Optional;

/**
 * Where a buffer lies.
 *
 * @param lender the output in whose memory it lies; the plan's own memory when there is none
 * @param offset in bytes
 */
record Spot(Optional<Tensor> lender, long offset) {}
