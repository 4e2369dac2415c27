package dev.relata.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ModelException;
import dev.relata.metamodel.Model;
import dev.relata.model.RecordMapping;
import dev.relata.model.RecordMapping.Role;
import dev.relata.spring.Database;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataModel;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Transient;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.DBRef;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.r2dbc.mapping.R2dbcMappingContext;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.RelationalMappingContext;
import org.springframework.data.relational.core.mapping.Sequence;
import org.springframework.data.relational.core.mapping.Table;

/** What annotations of Spring Data say of records, and what of them Relata refuses. */
class DataMappingTest {

    private static Function<Class<?>, RecordMapping> relational(RelationalMappingContext context) {
        return new DataMapping<>(context, new RelationalFlavour(true));
    }

    private static Function<Class<?>, RecordMapping> mongo() {
        return new DataMapping<>(new MongoMappingContext(), new MongoFlavour(true));
    }

    private static List<String> errors(Class<?> record, Function<Class<?>, RecordMapping> mapping) {
        return Assertions.catchThrowableOfType(ModelException.class, () -> Model.of(List.of(record), mapping))
                .errors();
    }

    @Table(name = "Things", schema = "store")
    record Named(@Id Long id, @Column("TheName") String name) {}

    @Test
    void aNameWithoutQuotesIsTheOneThatTheDatabaseFoldsItTo() {
        RecordMapping quoted = relational(new R2dbcMappingContext()).apply(Named.class);
        assertThat(quoted.table()).isEqualTo(new RecordMapping.Name("store.Things", Table.class.getName()));
        RecordMapping plain =
                relational(R2dbcMappingContext.forPlainIdentifiers()).apply(Named.class);
        assertThat(plain.table()).isEqualTo(new RecordMapping.Name("store.things", Table.class.getName()));
        assertThat(plain.component("name").column())
                .isEqualTo(new RecordMapping.Name("thename", Column.class.getName()));
    }

    @Test
    void withoutAMappingContextOnlyWhatIsWrittenCounts() {
        RecordMapping written =
                new DataMapping<>(new RelationalMappingContext(), new RelationalFlavour(false)).apply(Named.class);
        assertThat(written.component("name").column()).isNotNull();
        assertThat(written.component("id").column()).isNull();
    }

    record Address(String street) {}

    record Key(Long tenant, Long number) {}

    record Unfit(
            @Id Key id,
            @Embedded(onEmpty = Embedded.OnEmpty.USE_NULL) Address address,
            @MappedCollection Set<Address> more,
            @Sequence(sequence = "numbers") Long number) {}

    @Test
    void whatRelataDoesNotHaveIsRefusedWithTheRemedy() {
        assertThat(errors(Unfit.class, relational(new R2dbcMappingContext())))
                .anyMatch(error -> error.startsWith("Unfit.id is an id of several columns"))
                .anyMatch(error -> error.startsWith("Unfit.address is @Embedded"))
                .anyMatch(error -> error.startsWith("Unfit.more is a @MappedCollection: declare a relationship"))
                .anyMatch(error -> error.startsWith("Unfit.number is filled by @Sequence: give the column DEFAULT"))
                .anyMatch(error -> error.contains("leave the record out of the model by a bean RelataModel"));
    }

    @dev.relata.model.Table("one")
    @Table("other")
    record Contradictory(
            @Id Long id,
            @dev.relata.model.Column("a") @Column("b") String name) {}

    @Test
    void contradictionsNameBothAnnotations() {
        assertThat(errors(Contradictory.class, relational(new R2dbcMappingContext())))
                .hasSize(2)
                .allMatch(error -> error.contains("dev.relata.model.")
                        && error.contains("org.springframework.data.relational.core.mapping."));
    }

    @Document("people")
    record Person(
            @MongoId String id,
            @Field("full_name") String fullName,
            @Version Long version,
            @Transient boolean selected) {}

    @Document
    record Tag(Long id, String name) {}

    @Document
    record Wrong(@Id String id, @DBRef Person person) {}

    @Test
    void documentsAreUnderstood() {
        RecordMapping person = mongo().apply(Person.class);
        assertThat(person.table()).isEqualTo(new RecordMapping.Name("people", Document.class.getName()));
        assertThat(person.component("id").roles()).containsExactly(Role.ID);
        assertThat(person.component("fullName").column())
                .isEqualTo(new RecordMapping.Name("full_name", Field.class.getName()));
        assertThat(person.component("version").roles()).containsExactly(Role.VERSION);
        assertThat(person.component("selected").roles()).containsExactly(Role.TRANSIENT);
        RecordMapping tag = mongo().apply(Tag.class);
        assertThat(tag.table()).isEqualTo(new RecordMapping.Name("tag", null));
        assertThat(tag.component("id").roles()).containsExactly(Role.ID);
    }

    @Test
    void documentsThatSpringDataStoresOtherwiseAreRefused() {
        assertThat(errors(Wrong.class, mongo()))
                .anyMatch(error -> error.startsWith("Wrong.id is a text that Spring Data stores as an ObjectId"))
                .anyMatch(error -> error.startsWith("Wrong.person is a reference of Spring Data"));
    }

    record Plain(@dev.relata.model.Id @Nullable Long id, String name) {}

    @Test
    void withoutSpringDataAllWorks() {
        application()
                .withClassLoader(new FilteredClassLoader("org.springframework.data"))
                .withBean(RelataModel.class, () -> RelataModel.of(Plain.class))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(dev.relata.Relata.class)
                                    .model()
                                    .entity(Plain.class)
                                    .table())
                            .isEqualTo("plains");
                });
    }

    @Test
    void annotationsAreLeftAloneIfAskedTo() {
        application()
                .withPropertyValues("relata.spring-data.mapping=false")
                .withBean(RelataModel.class, () -> RelataModel.of(Named.class))
                .run(context -> assertThat(context).hasFailed().getFailure().hasMessageContaining("Named has no @Id"));
    }

    private static ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        R2dbcAutoConfiguration.class,
                        R2dbcStoreAutoConfiguration.class,
                        DataAutoConfiguration.class,
                        RelataAutoConfiguration.class))
                .withPropertyValues("spring.r2dbc.url=" + Database.url("data_mapping"));
    }
}
