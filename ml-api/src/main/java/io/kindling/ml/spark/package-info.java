/** Where this module touches what Spark keeps to itself. */
package io.kindling.ml.spark;
