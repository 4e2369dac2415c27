package dev.relata.benchmarks.peer;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads a peer and what it brings from its own folder, so that peers of one JVM may have different versions of a library.
 * Only what peer and benchmarks talk in is shared: these packages come from the benchmarks, as does what the folder lacks.
 */
final class PeerLoader extends URLClassLoader {

    private static final List<String> SHARED = List.of(
            "java.",
            "javax.sql.",
            "dev.relata.",
            "reactor.",
            "org.reactivestreams.",
            "io.r2dbc.",
            "org.slf4j.",
            "org.jspecify.");

    private final String own;

    private PeerLoader(URL[] urls, String own) {
        super(urls, PeerLoader.class.getClassLoader());
        this.own = own;
    }

    /**
     * Opens the folder of a build.
     *
     * @param jar the peer's own; what it brings lies in {@code lib} beside it
     * @param own the package of the peer, with a point at its end
     */
    static PeerLoader of(Path jar, String own) throws IOException {
        List<URL> urls = new ArrayList<>(List.of(url(jar)));
        try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
            for (Path library : libraries.sorted().toList()) {
                urls.add(url(library));
            }
        }
        return new PeerLoader(urls.toArray(URL[]::new), own);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(own) && SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? found(name, resolve) : loaded;
        }
    }

    private Class<?> found(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException notOfThePeer) {
            return super.loadClass(name, resolve);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL ours = findResource(name);
        return ours == null ? super.getResource(name) : ours;
    }

    /** Those of the folder alone for services: a provider of another version of a library is of no use. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> ours = findResources(name);
        return name.startsWith("META-INF/services/") || ours.hasMoreElements() ? ours : super.getResources(name);
    }
}
