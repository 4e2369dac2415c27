package dev.relata.examples.atlas.web.ways;

import java.util.List;

/**
 * A question that was asked three ways. Immutable.
 *
 * @param type the type that it is about
 * @param methods the most methods that were asked about
 * @param lines how many lines the answer has
 * @param same whether the three answers are the same
 * @param ways the ways, in the order in which they were gone
 */
record Comparison(String type, int methods, long lines, boolean same, List<Way> ways) {}
