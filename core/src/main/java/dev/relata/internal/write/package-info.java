/**
 * Inserts and updates rows: from the rows that users give to requests, and from the answers to rows as stored.
 *
 * <p>Not an API: users see it only through the front door and the managers. Neighbours: built on {@code internal.resolve}
 * and {@code internal.session}; selections, managers, deletes and key changes are built on it.
 */
@NullMarked
package dev.relata.internal.write;

import org.jspecify.annotations.NullMarked;
