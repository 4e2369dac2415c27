package dev.relata.metamodel;

import static dev.relata.model.Relationships.manyToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ModelException;
import dev.relata.model.Converter;
import dev.relata.model.Id;
import dev.relata.model.Label;
import dev.relata.model.ManyToMany;
import dev.relata.model.Naming;
import dev.relata.model.ReadOnly;
import dev.relata.model.Table;
import dev.relata.model.Version;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wrong with labels, converters, namings, versions and what is only read. */
class ValueErrorsTest {

    enum Twice {
        @Label("B")
        A,
        B
    }

    record Labelled(@Id long id, Twice[] twice) {}

    record Keyless(String name) {}

    @ReadOnly("now()")
    record Computed(@Id long id) {}

    record Generated(@Id @ReadOnly long id) {}

    record Zoned(@Id long id, @Version ZonedDateTime version) {}

    record Counted(
            @Id long id, @Version(Version.Source.XMIN) int version) {}

    @ReadOnly
    record Listing(String name) {}

    record Linked(@Id long id) {
        static final ManyToMany<Linked, Listing> LISTINGS = manyToMany(Linked.class, Listing.class);
    }

    @ReadOnly
    @Table("plains")
    record Shown(String name) {}

    record Plain(@Id long id, String name) {}

    record Money(long cents) {}

    record Priced(@Id long id, Money price) {}

    private static void refused(Class<?> type, String... words) {
        assertThatThrownBy(() -> Model.of(type))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void theModelSaysWhatIsWrong() {
        refused(Labelled.class, "Labelled.twice", "A and B", "\"B\"", "@Label");
        refused(Keyless.class, "Keyless has no @Id", "@ReadOnly");
        refused(Computed.class, "Computed", "now()");
        refused(Generated.class, "Generated.id", "@Id and @ReadOnly");
        refused(Zoned.class, "Zoned.version", "@Version needs an int or a long");
        refused(Counted.class, "Counted.version", "@Nullable Long");
        assertThatThrownBy(() -> Model.of(Linked.class, Listing.class))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("Linked.LISTINGS", "Listing", "no id");
    }

    @Test
    void readOnlyRowsMayShareATable() {
        Model model = Model.of(Plain.class, Shown.class);

        assertThat(model.entity(Shown.class).table()).isEqualTo("plains");
        assertThat(model.entity(Shown.class).id()).isEmpty();
        assertThat(model.entity(Shown.class).readOnly()).isTrue();
    }

    @Test
    void aNamingMustAnswerNames() {
        ModelOptions options = ModelOptions.DEFAULTS.naming(Naming.of(type -> " ", component -> component));

        assertThatThrownBy(() -> Model.of(List.of(Plain.class), options))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("Plain", "table");
    }

    @Test
    void aConverterMustAnswerValuesOfItsTypes() {
        Converter<Money, Long> broken = Converter.of(Long.class, money -> null, Money::new);
        EntityType<Priced> type = Model.of(List.of(Priced.class), ModelOptions.DEFAULTS.converter(Money.class, broken))
                .entity(Priced.class);

        assertThat(type.attribute("price").valueClass()).isEqualTo(Long.class);
        assertThat(type.attribute("price").componentClass()).isEqualTo(Money.class);
        assertThatThrownBy(() -> type.values(new Priced(1, new Money(2))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContainingAll("Priced.price", "null", "Long");
        @Nullable Object[] stored = {1L, 2L};
        assertThat(type.instantiate(stored)).isEqualTo(new Priced(1, new Money(2)));
    }

    @Test
    void wholeNumbersFitOrAreRefused() {
        Attribute id = Model.of(Plain.class).entity(Plain.class).attribute("id");

        assertThat(id.toStored((short) 3)).isEqualTo(3L);
        assertThatThrownBy(() -> id.toStored("3")).isInstanceOf(InvalidValueException.class);
    }
}
