/** The quickstart example and its data: drawn digits and IDX files. */
package io.kindling.ml.example;
