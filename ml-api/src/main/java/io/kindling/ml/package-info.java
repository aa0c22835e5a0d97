/** Estimators and models that sit in a Spark ML Pipeline. */
package io.kindling.ml;
