/**
 * Parts that stores over a network need alike: cursors that are read as rows are demanded, a queue that lets one operation in at a
 * time, transactions around a piece of work, the retry of work that stands for itself, and reports of statements. Store authors
 * may use them; users never meet them.
 *
 * <p>Neighbours: {@code dev.relata.spi}, for the bursts that lookups of one fetch travel in and for the listeners of statements, and
 * {@code dev.relata.error}, for the reasons of errors. They know neither models nor requests.
 */
@NullMarked
package dev.relata.spi.stream;

import org.jspecify.annotations.NullMarked;
