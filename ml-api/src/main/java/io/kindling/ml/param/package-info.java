/**
 * Hyper-parameters of the stages: one interface for each of Spark's shared params and for each
 * group of our own.
 *
 * <p>Spark's {@code Has...} traits keep a param in a field that their initializer sets, which a
 * Java class cannot call in time: the uid does not exist yet. A bridge gives the getter a body that
 * makes the param anew, which is right because params are equal when their owner's uid and name
 * are, and leaves the trait's setter empty.
 */
package io.kindling.ml.param;
