package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spi.Capability;
import dev.relata.spi.SchemaDifference;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Label;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model and the store agree on what rows are kept in. */
public interface SchemaContract extends StoreUnderTest {

    /** Of every kind of table. */
    @Test
    @Tag("S84")
    @Requires(Capability.SCHEMA)
    default void whatIsCreatedFromTheModelDiffersInNothing() {
        Relata bare = bare(ConformanceModel.types());

        observe(bare.schema().create()).answers();

        observe(bare.schema().validate()).answers();
        observe(bare.schema().verify()).answers();
    }

    /** Rows that are there stay. */
    @Test
    @Tag("S84")
    @Requires(Capability.SCHEMA)
    default void createMissingCreatesOnlyWhatIsMissing() {
        Relata bare = bare(ConformanceModel.types());

        observe(bare.schema().createMissing()).answers();
        Label label = observe(bare.insert(new Label(null, "sea"))).value();
        observe(bare.schema().createMissing()).answers();

        observe(bare.from(Label.class).all()).answers(label);
    }

    /** Tables without keys first, for a load, then the keys. */
    @Test
    @Tag("S84")
    @Requires(Capability.SCHEMA)
    default void constraintsMayComeAfterTheRows() {
        Relata bare = bare(ConformanceModel.types());

        observe(bare.schema().createTables()).answers();
        Label label = observe(bare.insert(new Label(null, "sea"))).value();
        observe(bare.schema().createConstraints()).answers();

        observe(bare.from(Label.class).all()).answers(label);
        List<SchemaDifference> differences = observe(bare.schema().validate()).values();
        assertThat(differences).isEmpty();
    }
}
