/** Drawings of training: curves, bars, matrices and networks, as SVG or PNG. */
package io.kindling.ml.plot;
