/**
 * The samples of {@code docs/spring.md} and {@code docs/from-spring-data-r2dbc.md}, compiled and run. Each is a region between
 * {@code // sample: name} and {@code // end}; a test of the PostgreSQL adapter compares the pages with them.
 */
package dev.relata.spring.docs;
