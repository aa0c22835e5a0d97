package io.kindling.graph.op;

/** What a loss operator does with the losses of single elements. */
public enum LossReduction {
  /** Keeps them apart. */
  NONE,
  /** Adds them up. */
  SUM,
  /** Adds them up and divides by the sum of their class weights. */
  MEAN
}
