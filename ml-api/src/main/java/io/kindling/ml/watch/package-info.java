/** What shows training while it goes on, and keeps what was shown; fed by the events of a fit. */
package io.kindling.ml.watch;
