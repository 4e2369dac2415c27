package dev.relata.test.conformance;

import dev.relata.model.Id;
import dev.relata.model.Table;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of texts, of every form in which a store keeps them. Immutable, but for its arrays.
 *
 * @param id the id
 * @param text a text
 * @param more a text that may be null
 * @param words an array
 * @param facts a document
 * @param bytes bytes
 */
@Table("entries")
record HostileEntry(
        @Id String id, String text, @Nullable String more, String[] words, Map<String, String> facts, byte[] bytes) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostileEntry entry
                && id.equals(entry.id)
                && text.equals(entry.text)
                && Objects.equals(more, entry.more)
                && Arrays.equals(words, entry.words)
                && facts.equals(entry.facts)
                && Arrays.equals(bytes, entry.bytes);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
