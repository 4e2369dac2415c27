package dev.relata.spring.console;

import java.util.List;

/** Looks at the connections of a store. Thread-safe. */
@FunctionalInterface
interface ConnectionsSource {

    /** Of a store that has none. */
    ConnectionsSource NONE = () -> new ConnectionsDescription(null, List.of());

    /** Returns the connections as they are now. */
    ConnectionsDescription connections();
}
