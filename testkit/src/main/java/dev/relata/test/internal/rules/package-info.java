/**
 * Rules that the modules of this project hold alike: the wall around internal packages, what an adapter may import of core, and
 * what reactive code does not do. Each rule is an interface of tests, which a test class of a module implements.
 *
 * <p>Neighbours: ArchUnit and BlockHound, which users of the test kit need not have; nothing else of the test kit uses this
 * package.
 */
@NullMarked
package dev.relata.test.internal.rules;

import org.jspecify.annotations.NullMarked;
