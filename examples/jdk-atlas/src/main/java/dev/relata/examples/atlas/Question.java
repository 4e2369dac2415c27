package dev.relata.examples.atlas;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be asked about the graph. */
enum Question {
    IMPLEMENTORS("TYPE", "all classes that are a TYPE, directly or not"),
    SUBTYPES("TYPE", "all classes and interfaces that extend or implement TYPE, directly or not"),
    SUPERTYPES("TYPE", "all classes and interfaces that TYPE extends or implements, directly or not"),
    CALLERS("TYPE.METHOD", "the methods that call METHOD, whatever its parameters"),
    CALLEES("TYPE.METHOD", "the methods that METHOD calls, whatever its parameters"),
    REQUIRES("MODULE", "the modules that MODULE requires, with the modifiers");

    private final String about;
    private final String answer;

    Question(String about, String answer) {
        this.about = about;
        this.answer = answer;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String about() {
        return about;
    }

    static Question named(String word) {
        return Arrays.stream(values())
                .filter(question -> question.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no question '" + word + "'."));
    }

    static String usage() {
        return Arrays.stream(values())
                .map(question -> "  %-12s %-12s %s%n".formatted(question.word(), question.about, question.answer))
                .collect(Collectors.joining());
    }
}
