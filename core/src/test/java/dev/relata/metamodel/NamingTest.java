package dev.relata.metamodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.Naming;
import dev.relata.model.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tables and columns are named where nothing is said. */
class NamingTest {

    record OrderLine(
            @Id @Nullable Long id,
            @Column("qty") int quantity,
            @Column(type = "citext") String unitName,
            Instant madeAt) {}

    @Table("people")
    record Person(@Id Long id) {}

    @ParameterizedTest
    @CsvSource({
        "title,title",
        "publishedAt,published_at",
        "httpURL,http_url",
        "HTTPServer,http_server",
        "line2Text,line2_text",
        "aB,a_b",
        "already_snake,already_snake"
    })
    void camelCaseBecomesSnakeCase(String camel, String snake) {
        assertThat(Naming.SNAKE_CASE.column(camel)).isEqualTo(snake);
    }

    @Test
    void aTableIsTheSnakeCasePluralUnlessGiven() {
        Model model = Model.of(OrderLine.class, Person.class);

        assertThat(model.entity(OrderLine.class).table()).isEqualTo("order_lines");
        assertThat(model.entity(Person.class).table()).isEqualTo("people");
    }

    @Test
    void aColumnIsTheSnakeCaseNameUnlessGiven() {
        EntityType<OrderLine> type = Model.of(OrderLine.class).entity(OrderLine.class);

        assertThat(type.attributes())
                .extracting(Attribute::column)
                .containsExactly("id", "qty", "unit_name", "made_at");
        assertThat(type.attribute("unitName").declaredType()).isEqualTo("citext");
        assertThat(type.attribute("quantity").declaredType()).isNull();
    }
}
