/** The backend on oneDNN; the only package that knows the native library. */
package io.kindling.mkl;
