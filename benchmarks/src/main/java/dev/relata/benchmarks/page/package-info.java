/** What readers see of the figures: pictures, and the tables of the page on performance. */
@NullMarked
package dev.relata.benchmarks.page;

import org.jspecify.annotations.NullMarked;
