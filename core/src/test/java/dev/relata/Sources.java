package dev.relata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;

/** Compiles source files of {@code src/test/resources/compile} as a careful user does: every lint an error, for 17. */
final class Sources {

    private final Path output;

    Sources(Path output) {
        this.output = output;
    }

    static String read(String name) {
        try (InputStream source = Sources.class.getResourceAsStream("/compile/" + name)) {
            if (source == null) {
                throw new IllegalArgumentException("there is no compile/" + name);
            }
            return new String(source.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the compiler has to say of a file with the given text, beside the model. */
    List<Diagnostic<? extends JavaFileObject>> compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        String classPath = ClassPath.of(
                Relata.class,
                Flux.class,
                Publisher.class,
                Nullable.class,
                JacksonSerializable.class,
                JsonGenerator.class);
        List<String> options = List.of(
                "-Xlint:all",
                "-Werror",
                "-proc:none",
                "-implicit:none",
                "--release",
                "17",
                "-d",
                output.toString(),
                "-classpath",
                classPath);
        List<Source> files = Stream.concat(Stream.of(source), library().stream())
                .map(Source::new)
                .toList();
        boolean compiled =
                compiler.getTask(null, null, diagnostics, options, null, files).call();
        if (compiled != diagnostics.getDiagnostics().isEmpty()) {
            throw new IllegalStateException("the compiler failed without a word: " + diagnostics.getDiagnostics());
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
                .toList();
    }

    /** The records of the model that the files speak of. */
    static List<String> library() {
        return Stream.of(
                        "Author",
                        "Book",
                        "Course",
                        "Enrollment",
                        "Line",
                        "Order",
                        "Person",
                        "Profile",
                        "Student",
                        "Tag")
                .map(name -> read("library/" + name + ".java"))
                .toList();
    }

    static String describe(Diagnostic<?> diagnostic) {
        return diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ENGLISH);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///library/" + nameOf(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        private static String nameOf(String text) {
            return text.replaceFirst("(?s).*?\\b(?:final class|record) (\\w+).*", "$1");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
