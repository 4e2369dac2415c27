package dev.relata.spi;

import static dev.relata.model.Relationships.manyToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.ModelException;
import dev.relata.error.Reason;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredEntitiesTest {

    record Tag(@Id @Nullable Long id, String name, @Nullable String note) {}

    record Book(@Id @Nullable Long id, String title) {
        static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
    }

    private static final Model MODEL = Model.of(Book.class, Tag.class);
    private static final EntityType<Tag> TAG = MODEL.entity(Tag.class);

    @Test
    void junctionsComeAfterTheRecords() {
        assertThat(StoredEntities.of(MODEL))
                .extracting(EntityType::table)
                .containsExactly("books", "tags", "books_tags");
    }

    @Test
    void everyAttributeThatCannotBeKeptIsNamed() {
        assertThatThrownBy(() -> StoredEntities.check(MODEL, StoredEntitiesTest::refuseTexts))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Book.title: no texts here")
                .hasMessageContaining("Tag.name: no texts here")
                .hasMessageContaining("Tag.note: no texts here");
        StoredEntities.check(MODEL, attribute -> {});
    }

    private static void refuseTexts(Attribute attribute) {
        if (attribute.valueClass() == String.class) {
            throw new IllegalArgumentException("no texts here");
        }
    }

    @Test
    void anIdIsRequiredOnceItIsStored() {
        assertThat(StoredEntities.required(TAG, TAG.attribute("id"))).isTrue();
        assertThat(StoredEntities.required(TAG, TAG.attribute("name"))).isTrue();
        assertThat(StoredEntities.required(TAG, TAG.attribute("note"))).isFalse();
    }

    @Test
    void aRowWithoutARequiredValueIsRefused() {
        assertThatThrownBy(() -> StoredEntities.requireValue("Tag", TAG, TAG.attribute("name"), null))
                .isInstanceOfSatisfying(
                        ConstraintViolationException.class,
                        error -> assertThat(error.reason()).isEqualTo(Reason.NOT_NULL))
                .hasMessage("Tag: Tag.name is null and may not be; give a value");
        assertThatCode(() -> {
                    StoredEntities.requireValue("Tag", TAG, TAG.attribute("name"), "a");
                    StoredEntities.requireValue("Tag", TAG, TAG.attribute("note"), null);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void keysThatAreEqualHaveThePositionOfTheFirst() {
        SameKeys keys = new SameKeys(
                "Tag", TAG, List.of(TAG.attribute("name")), List.of(List.of("a"), List.of("b"), List.of("A")));
        assertThat(keys.firsts(key -> String.valueOf(key.get(0)).toLowerCase(java.util.Locale.ROOT)))
                .containsExactly(0, 1, 0);
    }
}
