package dev.relata.mongo;

import dev.relata.metamodel.Model;
import dev.relata.mongo.internal.exec.Catalogue;
import dev.relata.mongo.internal.schema.CollectionComparison;
import dev.relata.mongo.internal.schema.ExpectedCollection;
import dev.relata.mongo.internal.schema.SchemaCommand;
import dev.relata.schema.ExpectedSchema;
import dev.relata.schema.ExpectedTable;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates and compares the collections of the model. No transaction holds them: what fails midway leaves what it did. */
final class StoreSchema {

    private final Catalogue catalogue;
    private final List<ExpectedCollection> expected;
    private final CollectionComparison comparison;

    StoreSchema(Catalogue catalogue, Model model) {
        this.catalogue = catalogue;
        this.expected = ExpectedCollection.of(model);
        this.comparison = new CollectionComparison(expected, references(model));
    }

    private static Map<List<String>, String> references(Model model) {
        Map<List<String>, String> references = new HashMap<>();
        for (ExpectedTable table : ExpectedSchema.of(model).tables()) {
            table.indexes().forEach(index -> {
                List<String> key = new ArrayList<>(List.of(table.name()));
                key.addAll(index.columns());
                references.put(key, index.relationship());
            });
        }
        return references;
    }

    List<String> statements(SchemaPart part) {
        return commands(expected, part).stream().map(SchemaCommand::text).toList();
    }

    private static List<SchemaCommand> commands(List<ExpectedCollection> collections, SchemaPart part) {
        return collections.stream()
                .filter(collection -> !collection.readOnly())
                .flatMap(collection -> SchemaCommand.of(collection, part).stream())
                .toList();
    }

    private Set<String> names() {
        return expected.stream().map(ExpectedCollection::name).collect(Collectors.toSet());
    }

    Flux<SchemaDifference> compare() {
        return catalogue.live(names()).flatMapIterable(comparison::with);
    }

    Mono<Set<String>> views(Set<String> wanted) {
        return catalogue.views(wanted);
    }

    Mono<Void> create(SchemaPart part) {
        return part == SchemaPart.CONSTRAINTS
                ? send(commands(expected, part))
                : catalogue.names().flatMap(there -> send(commands(wanted(there, part), part)));
    }

    /** Of collections that are there, only their validator and their indexes can be missing: {@code collMod} is left to people. */
    Flux<String> missing(SchemaFilter filter) {
        return catalogue
                .names()
                .flatMapIterable(there -> commands(wanted(there, SchemaPart.MISSING), SchemaPart.MISSING).stream()
                        .filter(command -> !filter.excludesTable(command.collection()))
                        .map(SchemaCommand::text)
                        .toList());
    }

    private Mono<Void> send(List<SchemaCommand> commands) {
        return Flux.fromIterable(commands).concatMap(catalogue::send).then();
    }

    private List<ExpectedCollection> wanted(Set<String> there, SchemaPart part) {
        Set<String> standing = new TreeSet<>(there);
        standing.removeIf(name ->
                expected.stream().noneMatch(collection -> collection.name().equals(name) && !collection.readOnly()));
        if (!standing.isEmpty() && part != SchemaPart.MISSING) {
            throw Session.schemaIsThere(standing, "collections");
        }
        return expected.stream()
                .filter(collection -> !there.contains(collection.name()))
                .toList();
    }
}
