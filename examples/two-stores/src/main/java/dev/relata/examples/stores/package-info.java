/** One model and one service over two stores; neither says which store it is. */
@NullMarked
package dev.relata.examples.stores;

import org.jspecify.annotations.NullMarked;
