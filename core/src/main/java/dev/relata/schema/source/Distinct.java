package dev.relata.schema.source;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names that are each given once. Stateless. */
final class Distinct {

    private Distinct() {}

    /** The first of the wanted names that is free, else the last one with a number; marks it as taken. */
    static String name(Stream<String> wanted, Set<String> taken) {
        return first(wanted, taken::add);
    }

    static String name(String wanted, Set<String> taken) {
        return name(Stream.of(wanted), taken);
    }

    /** The same for names of files, which case alone does not part everywhere: those that are taken are in lower case. */
    static String fileName(Stream<String> wanted, Set<String> taken) {
        return first(wanted, name -> taken.add(name.toLowerCase(Locale.ROOT)));
    }

    private static String first(Stream<String> wanted, Predicate<String> isFree) {
        String[] names = wanted.distinct().toArray(String[]::new);
        String last = names[names.length - 1];
        return Stream.concat(Stream.of(names), IntStream.iterate(2, i -> i + 1).mapToObj(i -> last + i))
                .filter(isFree)
                .findFirst()
                .orElseThrow();
    }
}
