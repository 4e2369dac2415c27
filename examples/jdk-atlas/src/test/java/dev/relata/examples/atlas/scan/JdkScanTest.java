package dev.relata.examples.atlas.scan;

import static dev.relata.examples.atlas.scan.ImageFixture.call;
import static dev.relata.examples.atlas.scan.ImageFixture.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_ANNOTATION;
import static org.objectweb.asm.Opcodes.ACC_ENUM;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC_PHASE;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ACC_TRANSITIVE;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;

import dev.relata.examples.atlas.model.Implementation;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Requires;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.model.TypeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class JdkScanTest {

    private static final int INTERFACE = ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT;
    private static final Consumer<ClassWriter> EMPTY = writer -> {};
    private static final Consumer<MethodVisitor> NOTHING = code -> {};

    @TempDir
    Path root;

    private ImageFixture image;

    @BeforeEach
    void baseModule() {
        image = new ImageFixture(root).module("java.base", module -> module.visitExport("p", 0));
    }

    @Test
    void everyClassFileButModuleInfoIsAType() {
        image.type("java.base", ACC_PUBLIC, "p/Root", null, EMPTY)
                .type("java.base", INTERFACE, "p/Face", "p/Root", EMPTY)
                .type("java.base", INTERFACE | ACC_ANNOTATION, "p/Note", "p/Root", EMPTY, "p/Face")
                .type("java.base", ACC_PUBLIC | ACC_ENUM, "p/Choice", "p/Root", EMPTY)
                .type("java.base", ACC_PUBLIC, "java/lang/Record", "p/Root", EMPTY)
                .type("java.base", ACC_PUBLIC, "p/Root$Pair", "java/lang/Record", EMPTY)
                .type("java.base", INTERFACE | ACC_SYNTHETIC, "p/package-info", "p/Root", EMPTY);

        Map<String, TypeKind> kinds =
                scan().types().collectMap(Type::name, Type::kind).block();

        assertThat(kinds)
                .isEqualTo(Map.of(
                        "p.Root", TypeKind.CLASS,
                        "p.Face", TypeKind.INTERFACE,
                        "p.Note", TypeKind.ANNOTATION,
                        "p.Choice", TypeKind.ENUM,
                        "java.lang.Record", TypeKind.CLASS,
                        "p.Root$Pair", TypeKind.RECORD,
                        "p.package-info", TypeKind.INTERFACE));
    }

    @Test
    void typesPointToTheirSuperclassInterfacesAndPackage() {
        image.type("java.base", ACC_PUBLIC, "p/Root", null, EMPTY)
                .type("java.base", INTERFACE, "p/One", "p/Root", EMPTY)
                .type("java.base", INTERFACE, "p/Two", "p/Root", EMPTY)
                .module("some.user", module -> {})
                .type("some.user", ACC_PUBLIC, "q/Impl", "p/Root", EMPTY, "p/Two", "p/One");
        JdkScan scan = scan();

        Map<String, Type> types = scan.types().collectMap(Type::name).block();
        List<JdkPackage> packages = scan.packages().collectList().block();

        Type impl = types.get("q.Impl");
        assertThat(types.get("p.Root").superclassId()).isNull();
        assertThat(impl.superclassId()).isEqualTo(types.get("p.Root").id());
        assertThat(scan.interfaces().collectList().block())
                .containsExactly(
                        new Implementation(impl.id(), types.get("p.Two").id()),
                        new Implementation(impl.id(), types.get("p.One").id()));
        assertThat(packages).containsExactly(new JdkPackage(1, 1, "p", true), new JdkPackage(2, 2, "q", false));
        assertThat(impl.packageId()).isEqualTo(2);
    }

    @Test
    void requiresKeepTheirModifiersAndLeaveOutMissingModules() {
        image.module("other", module -> {}).module("some.user", module -> {
            module.visitRequire("other", ACC_TRANSITIVE | ACC_STATIC_PHASE | ACC_SYNTHETIC, null);
            module.visitRequire("not.there", ACC_STATIC_PHASE, null);
        });

        scan().requires()
                .as(StepVerifier::create)
                .expectNext(new Requires(2, 1, false, false, true, false))
                .expectNext(new Requires(3, 1, false, false, true, false))
                .expectNext(new Requires(3, 2, true, true, false, true))
                .verifyComplete();
    }

    @Test
    void syntheticMembersAreRowsAndNumbersRunOnFromTypeToType() {
        image.type("java.base", ACC_PUBLIC, "p/A", null, writer -> {
                    writer.visitField(ACC_STATIC | ACC_SYNTHETIC, "$VALUES", "[Lp/A;", null, null);
                    method(writer, "one", NOTHING);
                    writer.visitMethod(ACC_ABSTRACT | ACC_SYNTHETIC, "bridge", "()V", null, null);
                })
                .type("java.base", ACC_PUBLIC, "p/B", "p/A", writer -> method(writer, "two", NOTHING));
        JdkScan scan = scan();

        assertThat(methods(scan).collectList().block())
                .containsExactly(
                        new Method(1, 1, "one", "()V", ACC_PUBLIC | ACC_STATIC),
                        new Method(2, 1, "bridge", "()V", ACC_ABSTRACT | ACC_SYNTHETIC),
                        new Method(3, 2, "two", "()V", ACC_PUBLIC | ACC_STATIC));
        assertThat(members(scan)
                        .concatMapIterable(TypeRows::fields)
                        .map(field -> field.id() + field.name())
                        .collectList()
                        .block())
                .containsExactly("1$VALUES");
    }

    @Test
    void calleeIsSoughtInTheOwnerThenInSuperclassesThenInInterfaces() {
        Consumer<ClassWriter> all = writer -> {
            method(writer, "own", NOTHING);
            method(writer, "inherited", NOTHING);
            method(writer, "ofInterface", NOTHING);
        };
        image.type("java.base", INTERFACE, "p/Deep", "p/Top", all)
                .type("java.base", INTERFACE, "p/Face", "p/Top", EMPTY, "p/Deep")
                .type("java.base", ACC_PUBLIC, "p/Top", null, writer -> method(writer, "inherited", NOTHING))
                .type("java.base", ACC_PUBLIC, "p/Middle", "p/Top", EMPTY, "p/Face")
                .type("java.base", ACC_PUBLIC, "p/Owner", "p/Middle", writer -> method(writer, "own", NOTHING))
                .type(
                        "java.base",
                        ACC_PUBLIC,
                        "p/User",
                        "p/Top",
                        writer -> method(writer, "use", code -> {
                            call(code, "p/Owner", "ofInterface");
                            call(code, "p/Owner", "inherited");
                            call(code, "p/Owner", "own");
                        }));

        assertThat(callsByName())
                .containsExactly(
                        "p.User.use -> p.Deep.ofInterface",
                        "p.User.use -> p.Top.inherited",
                        "p.User.use -> p.Owner.own");
    }

    @Test
    void callsOfOneMethodThroughSeveralOwnersAreOne() {
        image.type("java.base", ACC_PUBLIC, "p/Top", null, writer -> method(writer, "run", NOTHING))
                .type("java.base", ACC_PUBLIC, "p/Sub", "p/Top", EMPTY)
                .type(
                        "java.base",
                        ACC_PUBLIC,
                        "p/User",
                        "p/Top",
                        writer -> method(writer, "use", code -> {
                            call(code, "p/Top", "run");
                            call(code, "p/Sub", "run");
                            call(code, "p/Top", "run");
                        }));

        assertThat(callsByName()).containsExactly("p.User.use -> p.Top.run");
    }

    @Test
    void invokedynamicIsNoCall() {
        Handle bootstrap = new Handle(H_INVOKESTATIC, "p/Top", "run", "()V", false);
        image.type("java.base", ACC_PUBLIC, "p/Top", null, writer -> {
            method(writer, "run", NOTHING);
            method(writer, "use", code -> code.visitInvokeDynamicInsn("run", "()V", bootstrap, bootstrap));
        });

        assertThat(callsByName()).isEmpty();
    }

    @Test
    void unresolvedCallsAreReportedOnceForEachCaller() {
        image.type("java.base", ACC_PUBLIC, "java/lang/Object", null, writer -> {
            writer.visitMethod(Opcodes.ACC_NATIVE, "clone", "()Ljava/lang/Object;", null, null);
            method(writer, "use", code -> {
                code.visitMethodInsn(INVOKEVIRTUAL, "[I", "clone", "()Ljava/lang/Object;", false);
                code.visitMethodInsn(INVOKEVIRTUAL, "[I", "clone", "()Ljava/lang/Object;", false);
                call(code, "java/lang/Object", "absent");
                call(code, "not/There", "run");
            });
        });
        List<UnresolvedCall> unresolved = new ArrayList<>();

        members(scan())
                .doOnNext(rows -> unresolved.addAll(rows.unresolved()))
                .concatMapIterable(TypeRows::calls)
                .as(StepVerifier::create)
                .verifyComplete();

        assertThat(unresolved)
                .containsExactly(
                        new UnresolvedCall(2, "[I", "clone", "()Ljava/lang/Object;"),
                        new UnresolvedCall(2, "java/lang/Object", "absent", "()V"),
                        new UnresolvedCall(2, "not/There", "run", "()V"));
        assertThat(unresolved).extracting(UnresolvedCall::onArray).containsExactly(true, false, false);
    }

    @Test
    void aClassFileThatIsGoneIsNamed() throws IOException {
        image.type("java.base", ACC_PUBLIC, "p/A", null, EMPTY);
        JdkScan scan = scan();
        Files.delete(root.resolve("java.base/p/A.class"));

        members(scan)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("p/A.class"));
    }

    @Test
    void classFilesAreReadAsFarAsThereIsDemand() throws IOException {
        for (int type = 100; type < 1_000; type++) {
            image.type("java.base", ACC_PUBLIC, "p/Type" + type, null, EMPTY);
        }
        JdkScan scan = scan();
        Files.delete(root.resolve("java.base/p/Type999.class"));

        StepVerifier.create(members(scan), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(500)
                .expectNextCount(500)
                .thenRequest(400)
                .thenConsumeWhile(rows -> true)
                .verifyError(UncheckedIOException.class);
        members(scan).take(1).as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    private static Flux<TypeRows> members(JdkScan scan) {
        return scan.members(Schedulers.boundedElastic());
    }

    private static Flux<Method> methods(JdkScan scan) {
        return members(scan).concatMapIterable(TypeRows::methods);
    }

    private JdkScan scan() {
        return JdkScan.of(root).block();
    }

    private List<String> callsByName() {
        JdkScan scan = scan();
        Map<Integer, String> types =
                scan.types().collectMap(Type::id, Type::name).block();
        Map<Integer, String> methods = methods(scan)
                .collect(Collectors.toMap(Method::id, method -> types.get(method.typeId()) + "." + method.name()))
                .block();
        return members(scan)
                .concatMapIterable(TypeRows::calls)
                .map(call -> methods.get(call.callerId()) + " -> " + methods.get(call.calleeId()))
                .collectList()
                .block();
    }
}
