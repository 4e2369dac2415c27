package dev.relata.test.internal.program;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relata.Relata;
import dev.relata.spi.SourceFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Compiles source files as a careful user does, every lint an error, and loads the classes. */
public final class CompiledSources {

    private static final String CLASS_PATH = Stream.of(
                    Relata.class,
                    ProgramSteps.class,
                    Flux.class,
                    Publisher.class,
                    Nullable.class,
                    JsonNode.class,
                    JsonGenerator.class,
                    JsonProperty.class)
            .map(CompiledSources::place)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));

    private final Path output;

    /**
     * Compiles into a folder.
     *
     * @param output an empty folder, for the classes
     */
    public CompiledSources(Path output) {
        this.output = output;
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is a file", e);
        }
    }

    /** What the compiler has to say of the files; nothing where all is well. */
    public List<String> problems(List<SourceFile> sources) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-Xlint:all",
                "-Werror",
                "-proc:none",
                "--release",
                "17",
                "-d",
                output.toString(),
                "-classpath",
                CLASS_PATH);
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        diagnostics,
                        options,
                        null,
                        sources.stream().map(Source::new).toList())
                .call();
        List<String> problems = diagnostics.getDiagnostics().stream()
                .map(CompiledSources::words)
                .toList();
        if (compiled != problems.isEmpty()) {
            throw new IllegalStateException("the compiler failed without a word");
        }
        return problems;
    }

    private static String words(Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        return (source == null ? "" : source.getName() + ":" + diagnostic.getLineNumber() + ": ")
                + diagnostic.getMessage(Locale.ENGLISH);
    }

    /** A class that was compiled. */
    public Class<?> load(String name) {
        try {
            URL[] places = {output.toUri().toURL()};
            return new URLClassLoader(places, CompiledSources.class.getClassLoader()).loadClass(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(SourceFile file) {
            super(URI.create("string:///" + file.path()), Kind.SOURCE);
            this.text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
