/** What once went wrong on a real PostgreSQL, each as its user would meet it. */
@NullMarked
package dev.relata.r2dbc.regression;

import org.jspecify.annotations.NullMarked;
