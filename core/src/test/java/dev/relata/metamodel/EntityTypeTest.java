package dev.relata.metamodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.model.CreatedAt;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Direction;
import dev.relata.model.Id;
import dev.relata.model.OrderBy;
import dev.relata.model.Unique;
import dev.relata.model.UpdatedAt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be read of an entity, and how its records are taken apart and put together. */
class EntityTypeTest {

    @OrderBy({"publishedAt desc", "title"})
    record Article(
            @Id @Nullable Long id,
            @Unique String slug,
            @Unique("place") String section,
            @Unique("place") int position,
            String title,
            @Nullable String lead,
            Instant publishedAt,
            @CreatedAt @Nullable Instant createdAt,
            @UpdatedAt @Nullable Instant updatedAt,
            @DatabaseDefault @Nullable String state) {}

    record Line(@Id Long tenantId, @Id int number, String text) {
        Line {
            if (text.isBlank()) {
                throw new IllegalArgumentException("text is blank");
            }
        }
    }

    private final EntityType<Article> article = Model.of(Article.class).entity(Article.class);
    private final EntityType<Line> line = Model.of(Line.class).entity(Line.class);

    @Test
    void idsMayHaveSeveralComponents() {
        assertThat(article.id()).extracting(Attribute::name).containsExactly("id");
        assertThat(line.id()).extracting(Attribute::name).containsExactly("tenantId", "number");
    }

    @Test
    void uniqueKeysOfOneNameAreOneKey() {
        assertThat(article.uniqueKeys())
                .extracting(key -> key.stream().map(Attribute::name).toList())
                .containsExactly(List.of("slug"), List.of("section", "position"));
    }

    @Test
    void theDefaultOrderIsThatOfItsAnnotation() {
        assertThat(article.defaultOrder())
                .containsExactly(
                        new EntityType.Order(article.attribute("publishedAt"), Direction.DESC),
                        new EntityType.Order(article.attribute("title"), Direction.ASC));
    }

    @Test
    void anAttributeSaysWhatFillsIt() {
        assertThat(article.attributes())
                .extracting(Attribute::generation)
                .containsExactly(
                        Generation.DATABASE,
                        Generation.NONE,
                        Generation.NONE,
                        Generation.NONE,
                        Generation.NONE,
                        Generation.NONE,
                        Generation.NONE,
                        Generation.CREATED_AT,
                        Generation.UPDATED_AT,
                        Generation.DATABASE);
        assertThat(line.attribute("tenantId").generation())
                .as("an id that is never null is given")
                .isEqualTo(Generation.NONE);
    }

    @Test
    void onlyWhatIsAnnotatedMayBeNull() {
        assertThat(article.attribute("lead").nullable()).isTrue();
        assertThat(article.attribute("title").nullable()).isFalse();
        assertThat(article.attribute("position").nullable()).isFalse();
    }

    @Test
    void attributesHaveTheirBoxedTypeAndTheirPlace() {
        Attribute number = line.attribute("number");

        assertThat(number.valueClass()).isEqualTo(Integer.class);
        assertThat(number.index()).isEqualTo(1);
        assertThat(number.qualifiedName()).isEqualTo("Line.number");
        assertThatThrownBy(() -> line.attribute("colour"))
                .hasMessage("Line has no component colour; it has [tenantId, number, text]");
    }

    @Test
    void aRecordIsTakenApartAndPutTogether() {
        Line first = new Line(7L, 1, "one");

        assertThat(line.values(first)).containsExactly(7L, 1, "one");
        assertThat(line.value(first, line.attribute("text"))).isEqualTo("one");
        assertThat(line.instantiate(new Object[] {7L, 1, "one"})).isEqualTo(first);
    }

    @Test
    void anErrorOfTheRecordsOwnConstructorIsToldWithTheTypeAndTheId() {
        assertThatThrownBy(() -> line.instantiate(new Object[] {7L, 1, " "}))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("Line with tenantId=7, number=1")
                .satisfies(error -> {
                    InvalidValueException refused = (InvalidValueException) error;
                    assertThat(refused.messageWithValues()).contains("text is blank");
                    assertThat(refused.originalCause()).isInstanceOf(IllegalArgumentException.class);
                });
    }
}
