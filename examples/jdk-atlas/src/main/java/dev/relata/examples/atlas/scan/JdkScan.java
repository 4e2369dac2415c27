package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.Implementation;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Requires;
import dev.relata.examples.atlas.model.Type;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The class graph of a run-time image, as streams of rows. The scan itself keeps names, supertypes and signatures (some 15 MB
 * for a whole JDK) and gives every row its number, so that tables can be written in any order.
 *
 * <p>Every stream is cold and can be subscribed to any number of times. A class file that cannot be read is an
 * {@link java.io.UncheckedIOException}. Rows come in the order of their numbers. Thread-safe.
 */
public final class JdkScan {

    private static final int STRETCH = 64;
    private static final int READERS = 2;

    private final RuntimeImage image;
    private final ClassIndex index;
    private final Packages packages;
    private final ModuleRows modules;

    private JdkScan(RuntimeImage image) {
        this.image = image;
        this.index = new IndexBuilder(image).build();
        this.packages = Packages.of(image);
        this.modules = ModuleRows.of(image);
    }

    /** Scans the JDK that runs this program, once for each subscription. */
    public static Mono<JdkScan> ofRunningJdk() {
        return of(Path.of(URI.create("jrt:/")));
    }

    /** Scans an image: under {@code root} one folder a module, with class files in the folders of their packages. */
    public static Mono<JdkScan> of(Path root) {
        return Mono.fromCallable(() -> new JdkScan(RuntimeImage.list(root)));
    }

    /** How many types there are. */
    public int typeCount() {
        return image.typeCount();
    }

    /** How many methods the types declare. */
    public int methodCount() {
        return index.methodCount();
    }

    /** How many fields the types declare. */
    public int fieldCount() {
        return index.fieldCount();
    }

    /** The modules. */
    public Flux<JdkModule> modules() {
        return Flux.fromIterable(modules.modules());
    }

    /** The {@code requires} directives between modules of the image. */
    public Flux<Requires> requires() {
        return Flux.fromIterable(modules.requires());
    }

    /** The packages that hold types, by module. */
    public Flux<JdkPackage> packages() {
        return Flux.fromIterable(packages.rows());
    }

    /** The types: every class file but {@code module-info}. */
    public Flux<Type> types() {
        return Flux.range(1, image.typeCount()).map(this::type);
    }

    /** For each type the interfaces that it names itself. */
    public Flux<Implementation> interfaces() {
        return Flux.range(1, image.typeCount())
                .concatMapIterable(type -> index.header(type).implementations(type));
    }

    /**
     * The members and the calls of each type, one after another. Class files are read on two threads of the scheduler, at most
     * four stretches of 64 types ahead of demand.
     *
     * @param readers where the class files are read: made for work that blocks
     */
    public Flux<TypeRows> members(Scheduler readers) {
        return Flux.range(1, image.typeCount())
                .buffer(STRETCH)
                .flatMapSequential(types -> Mono.fromCallable(() -> read(types)).subscribeOn(readers), READERS, 1)
                .concatMapIterable(rows -> rows, 1);
    }

    private List<TypeRows> read(List<Integer> types) {
        return types.stream()
                .map(type -> new TypeReader(index, type).read(image.classFile(type)))
                .toList();
    }

    private Type type(int type) {
        TypeHeader header = index.header(type);
        Integer superclass = header.superclass() == 0 ? null : header.superclass();
        String name = image.typeName(type).replace('/', '.');
        return new Type(type, packages.packageOf(type), superclass, name, header.kind(), header.flags());
    }
}
