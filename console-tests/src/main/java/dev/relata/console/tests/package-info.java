/**
 * A browser for tests of pages: real keys and clicks, screenshots, and faults of accessibility.
 *
 * <p>Neighbours: built on Selenium; used by the tests of the console and of the examples that have pages.
 */
@NullMarked
package dev.relata.console.tests;

import org.jspecify.annotations.NullMarked;
