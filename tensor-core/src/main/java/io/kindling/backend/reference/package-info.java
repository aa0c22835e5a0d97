/** Every operator in plain loops: the oracle of the tests and the fallback without natives. */
package io.kindling.backend.reference;
