/** The rate of scoring a saved model beside that of peers. */
package io.kindling.bench.score;
