/**
 * Records what pipelines asked of the store, as data: requests in bursts, statements, streams, writes of many rows and findings, in
 * bounded memory and without values of rows.
 *
 * <p>Neighbours: built on {@code observe} and {@code spi} of core; the console of the starter shows it, the test kit prints it.
 */
@NullMarked
package dev.relata.recorder;

import org.jspecify.annotations.NullMarked;
