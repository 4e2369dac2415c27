/**
 * A MongoDB of our own for tests: mongo-java-server with a replica set's manners around it. It says that it is a member of a
 * replica set, a router or a standalone server, keeps sessions and transactions, writes down every command with what it
 * carried of them, and fails on demand. What it proves is what Relata sends, and what it makes of the answers that MongoDB's
 * documentation promises; it is no proof of what a real server answers.
 *
 * <p>Neighbours: the tests of {@code dev.relata.mongo} start one.
 */
@NullMarked
package dev.relata.mongo.fake;

import org.jspecify.annotations.NullMarked;
