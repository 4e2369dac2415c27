/**
 * One connection for all that a test does, in one transaction that is rolled back. Users take leases of it, which begin and
 * end transactions of their own as savepoints. Knows R2DBC and its PostgreSQL driver, and neither Spring nor Relata.
 */
@NullMarked
package dev.relata.spring.test.internal.rollback;

import org.jspecify.annotations.NullMarked;
