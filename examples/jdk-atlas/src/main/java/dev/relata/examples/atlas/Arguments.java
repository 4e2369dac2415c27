package dev.relata.examples.atlas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. Immutable.
 *
 * @param url the database to use, or null for the embedded one
 * @param help whether to say what can be asked
 * @param question what is asked of an import that is there, or null to import and export
 * @param subject what the question is about
 */
record Arguments(
        @Nullable String url, boolean help, @Nullable Question question, String subject) {

    static final String USAGE = """
            ./demo                 imports the class graph of the JDK that runs it, exports its methods and compares what
                                   questions cost one by one and together
            ./demo QUESTION NAME   answers a question about the graph, which is imported first if it is not there
            ./demo --serve         serves the graph as pages on http://localhost:8080/; ./demo --serve --help says how

            Questions
            %s
            Options
              --url URL   uses this database (r2dbc:postgresql://user:password@host:port/database) instead of an embedded
                          one, and in it the schema jdk_atlas, which an import replaces
              --help      says this
            """.formatted(Question.usage());

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static Arguments parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        List<String> words = new ArrayList<>();
        String url = null;
        boolean help = false;
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            switch (argument) {
                case "--help", "-h" -> help = true;
                case "--url" -> url = rest.poll();
                default -> words.add(argument);
            }
            if (argument.equals("--url") && url == null) {
                throw new IllegalArgumentException("--url needs a URL after it.");
            }
        }
        return help ? new Arguments(url, true, null, "") : of(url, words);
    }

    private static Arguments of(@Nullable String url, List<String> words) {
        if (words.isEmpty()) {
            return new Arguments(url, false, null, "");
        }
        Question question = Question.named(words.get(0));
        if (words.size() != 2) {
            throw new IllegalArgumentException("'" + question.word() + "' asks about one " + question.about()
                    + ", but there are " + (words.size() - 1) + ".");
        }
        return new Arguments(url, false, question, words.get(1));
    }
}
