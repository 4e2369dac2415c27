/** What Relata costs beside the bare driver of MongoDB; the server is another JVM, or one that is given. */
@NullMarked
package dev.relata.benchmarks.mongo;

import org.jspecify.annotations.NullMarked;
