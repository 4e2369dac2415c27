/**
 * The managers: the reads of a relationship of one owner, and the writes of its links and children.
 *
 * <p>A manager reads what it is given into a {@code LinkChange}; {@code LinkWriter} checks it and has it written by the storage of
 * the links, {@code PairLinks} or {@code RecordLinks}. Children are written by {@code KeyChildren}, or as links by
 * {@code ArrayChildren}.
 *
 * <p>Neighbours: built on {@code internal.lookup}, {@code internal.resolve}, {@code internal.select}, {@code internal.session} and
 * {@code internal.write}; implements the interfaces of {@code manager}.
 */
@NullMarked
package dev.relata.internal.link;

import org.jspecify.annotations.NullMarked;
