/**
 * One codec for all records that describe networks and training: JSON in and out, by allow-list.
 */
package io.kindling.layers.json;
