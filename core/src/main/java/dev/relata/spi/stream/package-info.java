/**
 * Parts that stores over a network need alike: cursors that are read as rows are demanded, and a queue that lets one operation in
 * at a time. Store authors may use them; users never meet them.
 *
 * <p>Neighbours: {@code dev.relata.spi}, for the bursts that lookups of one fetch travel in. They know neither models nor
 * requests.
 */
@NullMarked
package dev.relata.spi.stream;

import org.jspecify.annotations.NullMarked;
