/** Deals packed rows to workers in an order that only their bytes and the seed decide. */
package io.kindling.distributed.data;
