package io.kindling.mkl;

/** A tensor inside a plan: a layout over a buffer. */
record Placed(Layout layout, Buffer buffer) {}
