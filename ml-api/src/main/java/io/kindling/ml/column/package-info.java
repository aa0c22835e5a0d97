/**
 * Columns of a DataFrame as numbers: which kinds there are, how rows are packed, what is invalid.
 */
package io.kindling.ml.column;
