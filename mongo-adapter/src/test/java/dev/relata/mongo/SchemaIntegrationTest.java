package dev.relata.mongo;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToOne;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.error.SchemaException;
import dev.relata.error.StoreException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToOne;
import dev.relata.model.Unique;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Collections, validators and indexes from a model; against a fake of ours, which keeps and answers all of them. */
class SchemaIntegrationTest {

    record Author(
            @Id @Nullable ObjectId id,
            @Unique @Column(length = 40) String email,
            @Nullable Instant born) {}

    record Book(
            @Id @Nullable Long id,
            ObjectId authorId,
            @Nullable Long sequelOf,
            int pages) {
        static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
        static final OneToOne<Book, Book> SEQUEL_OF =
                oneToOne(Book::sequelOf, Book.class).optional();
        static final ManyToMany<Book, Label> LABELS = manyToMany(Book.class, Label.class);
    }

    record Label(@Id @Nullable Long id, String name) {}

    private final FakeMongo server = FakeMongo.start(Deployment.REPLICA_SET);
    private MongoClient client;
    private MongoDatabase database;
    private Relata relata;

    @BeforeEach
    void connect() {
        client = TestServer.client(server.url());
        database = client.getDatabase("schema");
        relata = Relata.builder()
                .store(MongoStore.of(client, "schema"))
                .model(Author.class, Book.class, Label.class)
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    private static <T> List<T> done(Publisher<T> publisher) {
        List<T> all = new ArrayList<>();
        StepVerifier.create(Flux.from(publisher).doOnNext(all::add).then()).verifyComplete();
        return all;
    }

    private MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    private List<SchemaDifference> differences() {
        return done(relata.schema().validate());
    }

    @Test
    void isWrittenDownAsTheShellTakesIt() {
        assertThat(relata.schema().statements())
                .containsExactly(
                        "db.createCollection(\"authors\", {validator: {$jsonSchema: {bsonType: \"object\", required:"
                                + " [\"_id\", \"email\"], properties: {_id: {bsonType: \"objectId\"}, email: {bsonType:"
                                + " \"string\", maxLength: 40}, born: {bsonType: \"date\"}}}}})",
                        "db.runCommand({createIndexes: \"authors\", indexes: [{key: {email: 1}, name:"
                                + " \"authors_email_key\", unique: true}]})",
                        "db.createCollection(\"books\", {validator: {$jsonSchema: {bsonType: \"object\", required:"
                                + " [\"_id\", \"author_id\", \"pages\"], properties: {_id: {bsonType: [\"int\","
                                + " \"long\"]}, author_id: {bsonType: \"objectId\"}, sequel_of: {bsonType: [\"int\","
                                + " \"long\"]}, pages: {bsonType: \"int\"}}}}})",
                        "db.runCommand({createIndexes: \"books\", indexes: [{key: {sequel_of: 1}, name:"
                                + " \"books_sequel_of_key\", unique: true, sparse: true}, {key: {author_id: 1}, name:"
                                + " \"books_author_id_idx\"}]})",
                        "db.createCollection(\"labels\", {validator: {$jsonSchema: {bsonType: \"object\", required:"
                                + " [\"_id\", \"name\"], properties: {_id: {bsonType: [\"int\", \"long\"]}, name:"
                                + " {bsonType: \"string\"}}}}})",
                        "db.createCollection(\"books_labels\", {validator: {$jsonSchema: {bsonType: \"object\","
                                + " required: [\"book_id\", \"label_id\"], properties: {book_id: {bsonType: [\"int\","
                                + " \"long\"]}, label_id: {bsonType: [\"int\", \"long\"]}}}}})",
                        "db.runCommand({createIndexes: \"books_labels\", indexes: [{key: {book_id: 1, label_id: 1},"
                                + " name: \"books_labels_book_id_label_id_pkey\", unique: true}, {key: {label_id: 1},"
                                + " name: \"books_labels_label_id_idx\"}]})");
        assertThat(relata.schema().ddl()).endsWith(";\n");
    }

    @Test
    void whatIsCreatedDiffersInNothingAndTakesWhatIsWritten() {
        done(relata.schema().create());

        assertThat(differences()).isEmpty();
        Author author =
                done(relata.insert(new Author(null, "a@b", Instant.EPOCH))).get(0);
        done(relata.insert(new Book(null, author.id(), null, 1)));
        StepVerifier.create(relata.insert(new Author(null, "a".repeat(41), null)))
                .verifyErrorMatches(
                        error -> ((StoreException) error).messageWithValues().contains("failed validation"));
    }

    @Test
    void isRefusedWhereACollectionIsThereAndInsideATransaction() {
        done(collection("labels").insertOne(new Document("_id", 1L).append("name", "x")));

        relata.schema()
                .create()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(RefusedException.class).hasMessageContaining("labels is"));
        assertThat(done(database.listCollectionNames())).containsExactly("labels");
        relata.schema()
                .create()
                .as(relata::transactional)
                .as(StepVerifier::create)
                .verifyError(RefusedException.class);
    }

    @Test
    void everyDifferenceIsListed() {
        done(relata.schema().create());
        done(collection("labels").drop());
        done(collection("books").dropIndex("books_author_id_idx"));
        done(collection("books").dropIndex("books_sequel_of_key"));
        done(collection("authors").dropIndex("authors_email_key"));
        done(collection("authors")
                .createIndex(
                        new Document("email", 1),
                        new IndexOptions().unique(true).sparse(true)));
        done(database.runCommand(Document.parse("{collMod: 'authors', validator: {$jsonSchema: {bsonType: 'object',"
                + " required: ['_id', 'born', 'more'], properties: {_id: {bsonType: 'objectId'}, email: {bsonType:"
                + " 'string'}}}}}")));
        done(database.runCommand(Document.parse("{collMod: 'books_labels', validator: {book_id: {$gt: 0}}}")));

        List<SchemaDifference> found = differences();

        assertThat(found)
                .extracting(difference -> difference.kind() + " " + difference.table() + " " + difference.subject())
                .containsExactly(
                        Kind.TYPE + " authors email",
                        Kind.TYPE + " authors born",
                        Kind.NULLABILITY + " authors email",
                        Kind.NULLABILITY + " authors born",
                        Kind.UNKNOWN_REQUIRED_COLUMN + " authors more",
                        Kind.UNIQUE_KEY + " authors email",
                        Kind.UNIQUE_KEY + " books sequel_of",
                        Kind.INDEX + " books author_id",
                        Kind.MISSING_TABLE + " labels ",
                        Kind.VALIDATION + " books_labels ");
        assertThat(found)
                .filteredOn(difference -> difference.kind() == Kind.INDEX)
                .singleElement()
                .hasToString(
                        "books(author_id): there is no index that begins with this key of Book.AUTHOR, so that every"
                                + " lookup reads the whole collection: create one");
        relata.schema()
                .verify()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isInstanceOf(SchemaException.class));
    }

    @Test
    void aValidatorThatIsMissingIsADifference() {
        done(relata.schema().createTables());

        assertThat(differences()).extracting(SchemaDifference::kind).contains(Kind.VALIDATION, Kind.INDEX);
        done(relata.schema().createConstraints());
        assertThat(differences()).isEmpty();
    }

    @Test
    void anotherIndexThatServesIsAsGood() {
        done(relata.schema().create());
        done(collection("books").dropIndex("books_author_id_idx"));
        done(collection("books").createIndex(new Document("author_id", 1).append("pages", -1)));
        assertThat(differences()).isEmpty();

        done(Mono.from(collection("books").dropIndex("author_id_1_pages_-1")));
        done(collection("books")
                .createIndex(
                        new Document("author_id", 1),
                        new IndexOptions().partialFilterExpression(new Document("pages", new Document("$gt", 9)))));
        assertThat(differences()).extracting(SchemaDifference::kind).containsExactly(Kind.INDEX);
    }
}
