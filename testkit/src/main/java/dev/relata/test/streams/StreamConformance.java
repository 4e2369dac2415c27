package dev.relata.test.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Batching;
import dev.relata.BulkWrites;
import dev.relata.Relata;
import dev.relata.export.Csv;
import dev.relata.export.JsonArray;
import dev.relata.export.Ndjson;
import dev.relata.manager.OneToManyManager;
import dev.relata.query.Grouping;
import dev.relata.query.LinkSelection;
import dev.relata.query.Orphans;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.schema.Schema;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.StoreUnderTest;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Flux;

/**
 * The rules of Reactive Streams for every public stream of one store, and for what its bulk writes subscribe with: implement it in a test class,
 * as {@code RelataConformance}, with the Reactive Streams TCK on the class path.
 */
public interface StreamConformance extends StoreUnderTest {

    /** What the names of those contain that are verified, to repeat one of them alone: {@code -Dstreams.only=transactional}. */
    String ONLY = System.getProperty("streams.only", "");

    /** The types whose methods return streams, in every store. */
    List<Class<?>> WITH_STREAMS = List.of(
            Relata.class,
            Batching.class,
            BulkWrites.class,
            Selection.class,
            LinkSelection.class,
            ViewSelection.class,
            Grouping.class,
            Orphans.class,
            OneToManyManager.class,
            Schema.class,
            Csv.class,
            JsonArray.class,
            Ndjson.class);

    /**
     * Returns the publishers that this store has beside those of every store.
     *
     * @return the publishers, none by default
     */
    default List<PublisherUnderTest> furtherPublishers() {
        return List.of();
    }

    /**
     * Returns the types with streams that this store has beside those of every store, above all those by which applications reach its native
     * statements.
     *
     * @return the types, none by default
     */
    default List<Class<?>> furtherTypes() {
        return List.of();
    }

    private List<PublisherUnderTest> publishers() {
        List<PublisherUnderTest> all = new ArrayList<>(PublicStreams.of(this));
        all.addAll(furtherPublishers());
        return all;
    }

    /** The rules for publishers. */
    @TestFactory
    default Stream<DynamicNode> publishersKeepTheRules() {
        return rulesOf(name -> name.contains(ONLY));
    }

    /**
     * Makes the tests of some of the publishers.
     *
     * @param names tells by its name whether a publisher is among them
     * @return a container for each, which has a test for each rule that applies
     */
    default Stream<DynamicNode> rulesOf(Predicate<String> names) {
        List<PublisherUnderTest> tested = publishers().stream()
                .filter(publisher -> names.test(publisher.name()))
                .toList();
        return TestedRules.ofPublishers(tested, rule -> forgetsSubscribers() || !rule.contains("spec313"));
    }

    /**
     * Tells whether a publisher is asked to drop its references to a subscriber that has cancelled (rule 3.13).
     *
     * @return true by default; false where a driver keeps the last exchange of a connection until the next
     */
    default boolean forgetsSubscribers() {
        return true;
    }

    /** The rules for subscribers. */
    @TestFactory
    default Stream<DynamicNode> subscribersKeepTheRules() {
        return TestedRules.ofSubscribers(PublicSubscribers.of(this).stream()
                .filter(tested -> tested.name().contains(ONLY))
                .toList());
    }

    /**
     * A new stream is named, or is a failure here. Without transactions there is nothing to verify of a stream in one, which is refused; without a
     * catalogue no model differs from it, and there are no tables to write records from.
     */
    @Test
    default void everyPublicStreamIsAmongThem() {
        List<String> names = new ArrayList<>(
                publishers().stream().map(PublisherUnderTest::name).toList());
        if (!capabilities().contains(Capability.TRANSACTIONS)) {
            names.add("Relata.transactional");
        }
        if (!capabilities().contains(Capability.CATALOGUE)) {
            names.addAll(List.of("Schema.records", "Schema.validate"));
        }

        assertThat(streams().filter(stream -> names.stream().noneMatch(name -> (name + " ").startsWith(stream + " "))))
                .isEmpty();
    }

    private Stream<String> streams() {
        return Stream.concat(WITH_STREAMS.stream(), furtherTypes().stream())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method ->
                                method.getGenericReturnType().getTypeName().contains(Flux.class.getName()))
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream();
    }
}
