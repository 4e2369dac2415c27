package dev.relata.examples.atlas;

import static dev.relata.examples.atlas.scan.ImageFixture.call;
import static dev.relata.examples.atlas.scan.ImageFixture.method;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_TRANSITIVE;

import dev.relata.examples.atlas.scan.ImageFixture;
import dev.relata.examples.atlas.scan.JdkScan;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import reactor.core.publisher.Mono;

/** An image of three modules, small enough to know every row of it. */
final class SmallImage {

    static final Map<String, Long> ROWS = Map.of(
            "modules", 3L,
            "requires", 3L,
            "packages", 3L,
            "types", 6L,
            "interfaces", 2L,
            "methods", 4L,
            "fields", 1L,
            "calls", 5L);

    /** The rows as they are shown while they are written: members are three tables. */
    static final Map<String, Long> SHOWN =
            Map.of("modules", 3L, "requires", 3L, "packages", 3L, "types", 6L, "interfaces", 2L, "members", 10L);

    private static final int INTERFACE = ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT;
    private static final String OBJECT = "java/lang/Object";
    private static final String LIST = "java/util/ArrayList";
    private static final Consumer<ClassWriter> EMPTY = writer -> {};

    private SmallImage() {}

    static Mono<JdkScan> in(Path root) {
        new ImageFixture(root)
                .module("java.base", module -> module.visitExport("java/util", 0))
                .type("java.base", ACC_PUBLIC, OBJECT, null, EMPTY)
                .type("java.base", INTERFACE, "java/util/Collection", OBJECT, EMPTY)
                .type("java.base", INTERFACE, "java/util/List", OBJECT, EMPTY, "java/util/Collection")
                .type("java.base", ACC_PUBLIC, LIST, OBJECT, SmallImage::list, "java/util/List")
                .module("java.logging", module -> {})
                .module("app", module -> module.visitRequire("java.logging", ACC_TRANSITIVE, null))
                .type("app", ACC_PUBLIC, "app/Stack", LIST, SmallImage::stack)
                .type("app", ACC_PUBLIC, "app/Main", OBJECT, SmallImage::main);
        return JdkScan.of(root);
    }

    private static void list(ClassWriter type) {
        method(type, "add", code -> call(code, LIST, "grow"));
        method(type, "grow", code -> {});
    }

    private static void stack(ClassWriter type) {
        method(type, "push", code -> {
            call(code, LIST, "add");
            call(code, LIST, "grow");
            call(code, "[I", "clone");
        });
    }

    /** Calls one method twice, and one that its owner inherits. */
    private static void main(ClassWriter type) {
        type.visitField(ACC_PRIVATE, "stack", "Lapp/Stack;", null, null).visitEnd();
        method(type, "main", code -> {
            call(code, "app/Stack", "push");
            call(code, "app/Stack", "push");
            call(code, "app/Stack", "add");
        });
    }
}
