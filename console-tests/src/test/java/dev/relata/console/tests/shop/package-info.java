/** An application with an endpoint that asks one by one, its mended twin, and a stream. */
@org.jspecify.annotations.NullMarked
package dev.relata.console.tests.shop;
