package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Field;
import dev.relata.examples.atlas.model.Implementation;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Requires;
import dev.relata.examples.atlas.model.Type;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The class graph of a run-time image, as streams of rows. The scan itself keeps names, supertypes and signatures (some 15 MB
 * for a whole JDK) and gives every row its number, so that tables can be written in any order.
 *
 * <p>Every stream is cold and can be subscribed to any number of times. It reads class files on the thread that subscribes or
 * requests, one type at a time and only as far as there is demand: subscribe on a scheduler for blocking work. A class file that
 * cannot be read is an {@link java.io.UncheckedIOException}. Rows come in the order of their numbers. Thread-safe.
 */
public final class JdkScan {

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
        return perType(type -> index.header(type).implementations(type));
    }

    /** The methods of all types. */
    public Flux<Method> methods() {
        return perType(type -> new MemberReader(index, type, image.classFile(type)).methods());
    }

    /** The fields of all types. */
    public Flux<Field> fields() {
        return perType(type -> new MemberReader(index, type, image.classFile(type)).fields());
    }

    /**
     * The calls: distinct pairs of a caller and the callee that one of its four kinds of invoke instruction names, in the order
     * of the callers. The callee is looked for in the type that the instruction names, then in its superclasses, then in their
     * interfaces.
     *
     * @param unresolved is told each distinct call of a method that was found nowhere, on the thread that reads
     */
    public Flux<Call> calls(Consumer<UnresolvedCall> unresolved) {
        return perType(type -> new CallReader(index, type, unresolved).read(image.classFile(type)));
    }

    private <R> Flux<R> perType(IntFunction<List<R>> read) {
        return Flux.range(1, image.typeCount()).concatMapIterable(read::apply);
    }

    private Type type(int type) {
        TypeHeader header = index.header(type);
        Integer superclass = header.superclass() == 0 ? null : header.superclass();
        String name = image.typeName(type).replace('/', '.');
        return new Type(type, packages.packageOf(type), superclass, name, header.kind(), header.flags());
    }
}
