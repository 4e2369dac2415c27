package dev.relata.metamodel;

import static dev.relata.model.LinkStorage.ID_ARRAY;
import static dev.relata.model.LinkStorage.JUNCTION;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ModelException;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.OrphanPolicy;
import dev.relata.model.Relationship;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdArrayModelTest {

    record Word(@Id @Nullable Long id) {}

    record Pair(@Id long one, @Id long two) {}

    record Link(@Id @Nullable Long id, Long textId, Long wordId) {}

    record Text(@Id @Nullable Long id) {
        static final ManyToMany<Text, Word> WORDS =
                manyToMany(Text.class, Word.class).storedAs(ID_ARRAY);
    }

    record Named(@Id @Nullable Long id) {
        static final ManyToMany<Named, Word> WORDS =
                manyToMany(Named.class, Word.class).storedAs(ID_ARRAY, "said");
        static final ManyToMany<Named, Word> OTHERS =
                manyToMany(Named.class, Word.class).storedAs(ID_ARRAY, "unsaid");
    }

    record Taken(@Id @Nullable Long id, String wordsIds) {
        static final ManyToMany<Taken, Word> WORDS =
                manyToMany(Taken.class, Word.class).storedAs(ID_ARRAY);
    }

    record Ordered(@Id @Nullable Long id) {
        static final ManyToMany<Ordered, Word> WORDS =
                manyToMany(Ordered.class, Word.class).storedAs(ID_ARRAY).ordered();
    }

    record OfPairs(@Id @Nullable Long id) {
        static final ManyToMany<OfPairs, Pair> PAIRS =
                manyToMany(OfPairs.class, Pair.class).storedAs(ID_ARRAY);
    }

    record Through(@Id @Nullable Long id) {
        static final ManyToManyThrough<Through, Word, Link> WORDS =
                manyToMany(Through.class, Word.class).storedAs(ID_ARRAY).through(Link::textId, Link::wordId);
    }

    record Both(@Id @Nullable Long id) {
        static final ManyToMany<Both, Word> WORDS =
                manyToMany(Both.class, Word.class).storedAs(ID_ARRAY).junction("both_words");
    }

    record NoField(@Id @Nullable Long id) {
        static final ManyToMany<NoField, Word> WORDS =
                manyToMany(NoField.class, Word.class).storedAs(JUNCTION, "words");
    }

    record Children(@Id @Nullable Long id) {
        static final OneToMany<Children, Word> WORDS =
                oneToMany(Children.class, Word.class).storedAs(ID_ARRAY, "mine");
    }

    record Shared(@Id @Nullable Long id) {
        static final ManyToMany<Shared, Word> WORDS =
                manyToMany(Shared.class, Word.class).storedAs(ID_ARRAY, "ids");
        static final ManyToMany<Shared, Link> LINKS =
                manyToMany(Shared.class, Link.class).storedAs(ID_ARRAY, "ids");
    }

    record NoKey(@Id @Nullable Long id) {
        static final OneToMany<NoKey, Word> WORDS = oneToMany(NoKey.class, Word.class);
    }

    record Keyed(@Id @Nullable Long id) {
        static final OneToMany<Keyed, Link> LINKS =
                oneToMany(Keyed.class, Link::textId).storedAs(ID_ARRAY);
    }

    record Orphans(@Id @Nullable Long id) {
        static final OneToMany<Orphans, Word> WORDS =
                oneToMany(Orphans.class, Word.class).storedAs(ID_ARRAY).orphans(OrphanPolicy.DELETE);
    }

    private static void refuses(Class<?> record, String why) {
        assertThatThrownBy(() -> Model.of(record, Word.class, Pair.class, Link.class))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(why);
    }

    private static Junction junction(Relationship<?, ?> relationship, Class<?> record) {
        return Model.of(record, Word.class).relationship(relationship).junctionOrThrow();
    }

    @Test
    void theFieldIsNamedAfterTheTargetsTableOrByHand() {
        EntityType<?> type = junction(Text.WORDS, Text.class).type();

        assertThat(type.table()).isEqualTo("texts.words_ids");
        assertThat(type.idArray().orElseThrow().field()).isEqualTo("words_ids");
        assertThat(junction(Named.OTHERS, Named.class).targetColumns().get(0).column())
                .isEqualTo("unsaid");
    }

    @Test
    void theOtherSideIsTheSameArray() {
        Junction flipped = junction(Text.WORDS.inverse(), Text.class);

        assertThat(flipped.type().idArray()).isPresent();
        assertThat(flipped.ownerColumns().get(0).column()).isEqualTo("words_ids");
    }

    @Test
    void theOwnersOwnEndIsNobodysToDelete() {
        Model model = Model.of(Text.class, Word.class);

        assertThat(model.references(model.entity(Text.class)))
                .extracting(Reference::onDelete)
                .containsExactly(OnDelete.DB_CASCADE);
        assertThat(model.references(model.entity(Word.class)))
                .extracting(Reference::onDelete)
                .containsExactly(OnDelete.CASCADE);
    }

    @Test
    void aOneToManyMayBeAnArrayToo() {
        assertThat(junction(Children.WORDS, Children.class).type().table()).isEqualTo("childrens.mine");
        assertThatThrownBy(Children.WORDS::inverse)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("manyToMany(…)");
        refuses(NoKey.class, "add storedAs(ID_ARRAY)");
        refuses(Keyed.class, "names a key of the target");
        refuses(Orphans.class, "orphans(…)");
    }

    @Test
    void whatAnArrayCannotKeepIsRefused() {
        refuses(Taken.class, "Taken.wordsIds is stored there");
        refuses(Ordered.class, "ordered()");
        refuses(OfPairs.class, "the id of Pair has 2 components");
        refuses(Through.class, "through(…) a record");
        refuses(Shared.class, "different types in the field ids");
        refuses(Both.class, "no junction(…)");
        refuses(NoField.class, "names the field words");
    }
}
