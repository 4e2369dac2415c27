package dev.relata.schema.internal.diagram;

/**
 * A line from a box that refers to one that is referred to. Immutable.
 *
 * @param from the number of the box that refers
 * @param field the number of the field in it that refers
 * @param to the number of the box referred to
 * @param single whether one box of the first kind at most refers to each of the other
 * @param optional whether it may refer to none
 * @param forward what the way is called from the box that refers, empty for nothing
 * @param backward what the way is called from the other box, empty for nothing
 */
public record Line(int from, int field, int to, boolean single, boolean optional, String forward, String backward) {}
