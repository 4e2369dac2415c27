package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.spi.Capability;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaDifference.Severity;
import dev.relata.spi.SourceFile;
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

    /** What is there is not written down again; what is ignored is not written down at all. */
    @Test
    @Tag("S84")
    @Requires(Capability.SCHEMA)
    default void whatIsMissingIsWrittenDown() {
        Relata bare = bare(ConformanceModel.types());
        observe(bare.schema().ignoringTable("*").missingDdl()).answers("");
        observe(bare.schema().createMissing()).answers();

        observe(bare.schema().missingDdl()).answers("");
    }

    /** Of tables that are not there, or that never differ, nothing is left when all are ignored. */
    @Test
    @Tag("S84")
    @Requires(Capability.SCHEMA)
    default void whatIsIgnoredFailsNoCheck() {
        Relata bare = bare(ConformanceModel.types());

        observe(bare.schema().ignoringTable("*").validate()).answers();
        observe(bare.schema().ignoringTable("*").verify(Severity.INFORMATION)).answers();
        observe(bare.schema().ignoring(Kind.MISSING_TABLE).verify()).answers();
    }

    @Test
    @Tag("S84")
    default void recordsAreWrittenByAStoreThatKnowsItsTables() {
        Relata bare = bare(ConformanceModel.types());
        if (!capabilities().contains(Capability.CATALOGUE)) {
            observe(bare.schema().records("com.example.shop"))
                    .fails(RefusedException.class)
                    .hasMessageContaining("Capability.CATALOGUE");
            return;
        }
        observe(bare.schema().createMissing()).answers();

        assertThat(observe(bare.schema().records("com.example.shop")).values())
                .extracting(SourceFile::path)
                .contains("com/example/shop/Author.java", "com/example/shop/Records.java");
        observe(bare.schema().records("no package"))
                .fails(RefusedException.class)
                .hasMessageContaining("no package");
        observe(bare.schema().ignoringTable("*").records("com.example.shop")).fails(RefusedException.class);
    }
}
