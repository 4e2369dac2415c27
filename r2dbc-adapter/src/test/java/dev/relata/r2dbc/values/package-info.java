/** Values and rows of a database that others have made, each as its user would meet it. */
@NullMarked
package dev.relata.r2dbc.values;

import org.jspecify.annotations.NullMarked;
