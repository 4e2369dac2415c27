package dev.relata.mongo.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.mongo.Library;
import dev.relata.mongo.internal.command.IndexSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexesTest {

    private final Indexes indexes = Indexes.of(Library.MODEL);

    @Test
    void makesUniqueKeysAndCompositeIdsUnique() {
        assertThat(indexes.of("authors"))
                .containsExactly(new IndexSpec("authors", "authors_email_key", List.of("email"), true, List.of()));
        assertThat(indexes.of("lines"))
                .containsExactly(new IndexSpec(
                        "lines",
                        "lines_tenant_id_order_id_number_pkey",
                        List.of("tenant_id", "order_id", "number"),
                        true,
                        List.of()));
    }

    @Test
    void servesTheKeysThatRelationshipsGoBy() {
        assertThat(indexes.of("books"))
                .extracting(IndexSpec::name)
                .containsExactlyInAnyOrder("books_author_id_idx", "books_editor_id_idx");
        assertThat(indexes.of("books_tags"))
                .extracting(IndexSpec::name)
                .containsExactlyInAnyOrder("books_tags_book_id_tag_id_pkey", "books_tags_tag_id_idx");
    }

    @Test
    void doesNotMakePairsUniqueThatMayBeLinkedTwice() {
        assertThat(indexes.of("loans")).noneMatch(IndexSpec::unique);
    }
}
