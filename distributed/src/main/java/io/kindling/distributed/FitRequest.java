package io.kindling.distributed;

import io.kindling.training.Parameters;
import io.kindling.training.RowFormat;

/**
 * What is trained.
 *
 * @param network the architecture as JSON
 * @param spec the training specification as JSON
 * @param format how rows are packed
 * @param initial the first parameters, which are read until the fit ends and stay the caller's
 */
public record FitRequest(String network, String spec, RowFormat format, Parameters initial) {}
