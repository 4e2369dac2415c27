package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relata.error.RefusedException;
import dev.relata.export.Ndjson;
import dev.relata.export.RelataModule;
import dev.relata.query.Fetch;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Category;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Profile;
import dev.relata.test.conformance.model.Student;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Graphs and views as JSON. */
public interface GraphJsonContract extends StoreUnderTest {

    /** Another way to write authors. */
    interface NamedOtherwise {
        /** Written under another name. */
        @JsonProperty("called")
        String name();

        /** Not written. */
        @JsonIgnore
        String email();
    }

    /** A component that is called like a relationship. */
    interface NamedLikeARelation {
        /** Written under the name of a relation. */
        @JsonProperty("books")
        String name();
    }

    private List<String> lines(Flux<?> answers) {
        return text(Ndjson.of(answers));
    }

    private List<String> lines(Flux<?> answers, JsonMapper json) {
        return text(Ndjson.of(answers, json));
    }

    private List<String> text(Flux<ByteBuffer> lines) {
        return observe(lines.map(
                        line -> StandardCharsets.UTF_8.decode(line).toString().strip()))
                .values();
    }

    private static String json(Object value) {
        return JsonMapper.builder().build().writeValueAsString(value);
    }

    /** The row with more behind its components. */
    private static String with(Object row, String more) {
        String object = json(row);
        return object.substring(0, object.length() - 1) + "," + more + "}";
    }

    private Selection<Author> authors() {
        return relata().from(Author.class).orderBy(asc(Author::name));
    }

    /** All that a plan may hold. */
    @Test
    @Tag("S120")
    default void aGraphIsWrittenAsWhatItHolds() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Profile profile = stored(new Profile(null, id(ann), "about ann"));
        Book sea = stored(book(ann, "sea", 700));
        Book sky = stored(book(ann, "sky", 7));
        Flux<?> graphs = authors()
                .fetch(Author.PROFILE)
                .fetch(Author.LONG_READS)
                .fetch(Author.BOOKS, b -> b.fetch(Book.EDITOR))
                .fetch("firstOne", Author.BOOKS, b -> b.limit(1))
                .fetchCount(Author.BOOKS)
                .graphs();

        List<String> expected = List.of(
                with(
                        ann,
                        "\"profile\":" + json(profile) + ",\"longReads\":[" + json(sea) + "],\"books\":["
                                + with(sea, "\"editor\":null") + "," + with(sky, "\"editor\":null")
                                + "],\"firstOne\":[" + json(sea) + "],\"booksCount\":2"),
                with(bob, "\"profile\":null,\"longReads\":[],\"books\":[],\"firstOne\":[],\"booksCount\":0"));
        assertThat(lines(graphs)).isEqualTo(expected);
        assertThat(lines(graphs, JsonMapper.builder().build())).isEqualTo(expected);
        assertThat(observe(graphs.map(JsonMapper.builder()
                                .addModule(new RelataModule())
                                .build()::writeValueAsString))
                        .values())
                .isEqualTo(expected);
        assertThat(lines(authors().graphs())).containsExactly(json(ann), json(bob));
    }

    /** Links with their data. */
    @Test
    @Tag("S120")
    default void linksAreWrittenAsTargetAndData() {
        Student sam = stored(new Student(null, "sam"));
        Course maths = stored(new Course(null, "maths"));
        observe(relata().on(sam, Student.COURSES).add(maths, set(Enrollment::grade, "A")))
                .answers(true);
        Enrollment link = observe(relata().from(Enrollment.class).all()).value();
        String linked = "{\"target\":" + json(maths) + ",\"data\":" + json(link) + "}";

        assertThat(lines(
                        relata().from(Student.class).fetchLinks(Student.COURSES).graphs()))
                .containsExactly(with(sam, "\"courses\":[" + linked + "]"));
        assertThat(lines(relata().from(Student.class)
                        .fetch(Fetch.links(Student.COURSES).as("all"))
                        .graphs()))
                .containsExactly(with(sam, "\"all\":[" + linked + "]"));
        assertThat(lines(relata().on(sam, Student.COURSES).links().all())).containsExactly(linked);
    }

    /** Recursions. */
    @Test
    @Tag("S120")
    default void aRecursionIsWrittenAsDeepAsItIs() {
        Category root = stored(new Category(1L, null, "root"));
        Category leaf = stored(new Category(2L, 1L, "leaf"));
        Category own = stored(new Category(3L, 3L, "own"));
        Selection<Category> one = relata().from(Category.class).where(Category::id, eq(1L));

        assertThat(lines(one.fetch(Category.CHILDREN, Recursion.toEnd()).graphs()))
                .containsExactly(with(root, "\"children\":[" + with(leaf, "\"children\":[]") + "]"));
        assertThat(lines(one.fetch(Category.CHILDREN, Recursion.toDepth(1)).graphs()))
                .containsExactly(with(root, "\"children\":[" + json(leaf) + "]"));
        assertThat(lines(relata().from(Category.class)
                        .where(Category::id, eq(3L))
                        .fetch(Category.CHILDREN, Recursion.toEnd())
                        .graphs()))
                .containsExactly(with(own, "\"children\":[" + json(own) + "]"));
    }

    /** What the mapper says of records holds for the row of a graph. */
    @Test
    @Tag("S120")
    default void theMapperSaysHowTheRowIsWritten() {
        Author ann = stored(author("ann"));
        stored(author("bob"));
        stored(book(ann, "sea", 700));
        Flux<?> graphs = authors()
                .fetch(Author.LONG_READS, b -> b.where(Book::pages, gt(1000)))
                .fetch(Author.PROFILE)
                .fetchCount(Author.BOOKS)
                .limit(1)
                .graphs();

        assertThat(lines(
                        graphs,
                        JsonMapper.builder()
                                .addMixIn(Author.class, NamedOtherwise.class)
                                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                                .changeDefaultPropertyInclusion(
                                        any -> any.withValueInclusion(JsonInclude.Include.NON_NULL))
                                .build()))
                .containsExactly("{\"id\":" + ann.id() + ",\"called\":\"ann\",\"long_reads\":[],\"books_count\":1}");
        assertThat(lines(graphs, written(json -> json.writeString("ann"))))
                .containsExactly("{\"root\":\"ann\",\"longReads\":[],\"profile\":null,\"booksCount\":1}");
        assertThat(lines(graphs, written(json -> {
                    json.writeStartObject();
                    json.writeStringProperty("who", "ann");
                    json.writeEndObject();
                })))
                .containsExactly("{\"who\":\"ann\",\"longReads\":[],\"profile\":null,\"booksCount\":1}");
    }

    /** How an author is written. */
    @FunctionalInterface
    interface AuthorWriter {
        /** Writes one. */
        void write(JsonGenerator json);
    }

    private static JsonMapper written(AuthorWriter writer) {
        SimpleModule authors = new SimpleModule().addSerializer(Author.class, new ValueSerializer<Author>() {
            @Override
            public void serialize(Author author, JsonGenerator json, SerializationContext context) {
                writer.write(json);
            }
        });
        return JsonMapper.builder().addModule(authors).build();
    }

    /** One name for two things. */
    @Test
    @Tag("S120")
    default void twoPartsOfOneNameAreRefused() {
        stored(author("ann"));

        observe(Ndjson.of(authors()
                        .fetch(Author.BOOKS)
                        .fetch(Author.BOOKS.limit(1))
                        .graphs()))
                .fails(RefusedException.class)
                .hasMessageContaining("fetch(Author.BOOKS)")
                .hasMessageContaining("fetch(Author.BOOKS.limit(1))")
                .hasMessageContaining("\"books\"")
                .hasMessageContaining("alias");
        observe(Ndjson.of(
                        authors().fetch(Author.BOOKS).graphs(),
                        JsonMapper.builder()
                                .addMixIn(Author.class, NamedLikeARelation.class)
                                .build()))
                .fails(RefusedException.class)
                .hasMessageContaining("the graph of Author")
                .hasMessageContaining("\"books\"");
    }

    /** Pages of graphs. */
    @Test
    @Tag("S120")
    default void aPageIsWrittenWithItsGraphsAndItsCursor() {
        Author ann = stored(author("ann"));

        assertThat(lines(authors().fetch(Author.BOOKS).pageGraphs(5).flux()))
                .containsExactly("{\"items\":[" + with(ann, "\"books\":[]") + "],\"next\":null}");
        assertThat(lines(authors().group(Author::name).count())).containsExactly("{\"key\":\"ann\",\"value\":1}");
    }
}
