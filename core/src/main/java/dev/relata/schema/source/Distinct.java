package dev.relata.schema.source;

import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names that are each given once. Stateless. */
final class Distinct {

    private Distinct() {}

    /** The first of the wanted names that is free, else the last one with a number; marks it as taken. Case does not part names. */
    static String name(Stream<String> wanted, Set<String> taken) {
        String[] names = wanted.distinct().toArray(String[]::new);
        String last = names[names.length - 1];
        return Stream.concat(Stream.of(names), IntStream.iterate(2, i -> i + 1).mapToObj(i -> last + i))
                .filter(name -> taken.add(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }

    static String name(String wanted, Set<String> taken) {
        return name(Stream.of(wanted), taken);
    }
}
