package dev.relata.query;

import org.jspecify.annotations.Nullable;

/**
 * The rows that share a value, summed up. Immutable.
 *
 * @param key the value they share; null for those where it is null
 * @param value what was computed over them
 * @param <K> the property's type
 * @param <V> the result's type
 */
public record Group<K, V>(@Nullable K key, V value) {}
