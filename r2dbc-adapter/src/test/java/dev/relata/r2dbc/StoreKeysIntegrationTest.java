package dev.relata.r2dbc;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.IN;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.r2dbc.Library.is;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.UpdateRows;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that are equal in the database and not in Java. */
@Tag("S53")
class StoreKeysIntegrationTest {

    record Price(@Id @Column(type = "numeric") BigDecimal id, String note) {}

    record Code(@Id @Column(type = "char(4)") String id, String note) {}

    /** A column {@code char(4)} of a model that says nothing of it. */
    record Plain(@Id String id, String note) {}

    record Mail(@Id @Column(type = "citext") String id, String note) {}

    record Level(@Id double id, String note) {}

    record Blob(@Id byte[] id, String note) {}

    record Letter(@Id long id, @Column(type = "citext") String receiver) {
        static final ManyToOne<Letter, Mail> RECEIVER = manyToOne(Letter::receiver, Mail.class);
    }

    private static final Model MODEL =
            Model.of(Price.class, Code.class, Plain.class, Mail.class, Level.class, Blob.class, Letter.class);

    private static LibraryStore store;

    @BeforeAll
    static void open() {
        store = LibraryStore.open(
                MODEL,
                "CREATE EXTENSION citext",
                "CREATE TABLE prices (id numeric PRIMARY KEY, note text)",
                "CREATE TABLE codes (id char(4) PRIMARY KEY, note text)",
                "CREATE TABLE plains (id char(4) PRIMARY KEY, note text)",
                "CREATE TABLE mails (id citext PRIMARY KEY, note text)",
                "CREATE TABLE levels (id float8 PRIMARY KEY, note text)",
                "CREATE TABLE blobs (id bytea PRIMARY KEY, note text)",
                "CREATE TABLE letters (id bigint PRIMARY KEY, receiver citext)",
                "INSERT INTO prices VALUES (1.50, 'found'), (2, 'other')",
                "INSERT INTO codes VALUES ('ab', 'found'), ('cd', 'other')",
                "INSERT INTO plains VALUES ('ab', 'found'), ('cd', 'other')",
                "INSERT INTO mails VALUES ('a@B', 'found'), ('c@d', 'other')",
                "INSERT INTO levels VALUES (0, 'found'), (1, 'other')",
                "INSERT INTO blobs VALUES ('\\x0001', 'found'), ('\\x02', 'other')",
                "INSERT INTO letters VALUES (7, 'A@b')");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void numbersAreEqualWhateverTheirScale() {
        finds(Price.class, new BigDecimal("1.5"));
        finds(Price.class, new BigDecimal("1.5000"));
    }

    @Test
    void paddedTextsAreEqualWithoutTheirPadding() {
        finds(Code.class, "ab");
        finds(Code.class, "ab  ");
    }

    @Test
    void paddedTextsAreEqualWhereTheModelDoesNotDeclareThem() {
        finds(Plain.class, "ab");
        finds(Plain.class, "ab  ");
        EntityType<?> plain = MODEL.entity(Plain.class);
        UpdateRows update = new UpdateRows(
                "",
                plain,
                plain.id(),
                List.of(plain.attribute("note")),
                List.of(new Object[] {"cd", "first"}, new Object[] {"cd  ", "last"}));
        assertThat(LibraryStore.await(store.session().update(update))).isEqualTo(1);
        assertThat(store.database().query("SELECT note FROM plains WHERE id = 'cd'", row -> row.get(0, String.class)))
                .containsExactly("last");
    }

    @Test
    void textsWithoutCaseAreEqualInEitherCase() {
        finds(Mail.class, "A@b");
    }

    @Test
    void zeroEqualsMinusZero() {
        finds(Level.class, -0.0);
    }

    @Test
    void bytesAreEqualByContent() {
        finds(Blob.class, new byte[] {0, 1});
    }

    @Test
    void aReferenceMatchesAsTheColumnsDo() {
        EntityType<?> mail = MODEL.entity(Mail.class);
        Association receiver = MODEL.relationship(Letter.RECEIVER).association();
        Select notes = Select.of("", Query.of(mail), List.of(note(mail)));
        assertThat(store.select(notes.forEach(new KeyBatch(receiver, List.of(List.of("A@B"), List.of("a@b"))))))
                .containsExactly(List.of(0, "found"), List.of(1, "found"));
        Predicate any = new Predicate.Exists(receiver, Query.of(mail));
        EntityType<?> letter = MODEL.entity(Letter.class);
        assertThat(store.select(Select.of("", Query.of(letter).where(any), List.of(Path.of(letter.attribute("id"))))))
                .containsExactly(List.of(7L));
    }

    @Test
    void ofRowsGivenTwiceUnderOneKeyTheLastWins() {
        EntityType<?> mail = MODEL.entity(Mail.class);
        List<Attribute> columns = mail.attributes();
        List<Object[]> rows =
                List.of(new Object[] {"x@y", "first"}, new Object[] {"z@z", "only"}, new Object[] {"X@Y", "last"});
        Conflict overwrite = Conflict.update(mail.id(), List.of(mail.attribute("note")));
        Insert insert = new Insert("", mail, columns, rows, overwrite, List.of(mail.attribute("note")));
        assertThat(LibraryStore.all(store.session().insert(insert)))
                .containsExactlyInAnyOrder(List.of(1, "only"), List.of(2, "last"));
        UpdateRows update = new UpdateRows(
                "",
                mail,
                mail.id(),
                List.of(mail.attribute("note")),
                List.of(new Object[] {"X@y", "changed"}, new Object[] {"Z@Z", "too"}));
        assertThat(LibraryStore.await(store.session().update(update))).isEqualTo(2);
        store.database().execute("DELETE FROM mails WHERE id IN ('x@y', 'z@z')");
    }

    private static void finds(Class<?> record, Object key) {
        EntityType<?> type = MODEL.entity(record);
        Path id = Path.of(type.id().get(0));
        List<List<Object>> keys = List.of(List.of(key), List.of(key));
        Select notes = Select.of("", Query.of(type), List.of(note(type)));
        Association byId = Association.byKey(type, type.id());
        assertThat(store.select(notes.forEach(new KeyBatch(byId, keys))))
                .containsExactly(List.of(0, "found"), List.of(1, "found"));
        for (Predicate predicate : List.of(
                is(id, EQ, key),
                is(id, IN, key),
                new Predicate.KeyIn(type.id(), keys),
                new Predicate.OwnedBy(byId, List.of(key)))) {
            assertThat(store.select(Select.of("", Query.of(type).where(predicate), List.of(note(type)))))
                    .as(predicate.toString())
                    .containsExactly(List.of("found"));
        }
    }

    private static Path note(EntityType<?> type) {
        return Path.of(type.attribute("note"));
    }
}
