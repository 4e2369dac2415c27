package dev.relata.examples.atlas.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a small image into a folder: modules and class files in the layout of {@code jrt:/}. */
public final class ImageFixture {

    private final Path root;

    public ImageFixture(Path root) {
        this.root = root;
    }

    /** Writes {@code module-info.class}; like javac it makes every module but {@code java.base} require that one. */
    public ImageFixture module(String name, Consumer<ModuleVisitor> directives) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        ModuleVisitor module = writer.visitModule(name, 0, null);
        if (!name.equals("java.base")) {
            module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        }
        directives.accept(module);
        module.visitEnd();
        return write(name + "/module-info.class", writer);
    }

    /** Writes a type that extends {@code superclass}; flags that say "interface" make it one. */
    public ImageFixture type(
            String module,
            int flags,
            String name,
            String superclass,
            Consumer<ClassWriter> body,
            String... interfaces) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, flags, name, null, superclass, interfaces);
        body.accept(writer);
        return write(module + "/" + name + ".class", writer);
    }

    /** Adds a static method {@code name()} whose code is {@code instructions} and a return. */
    public static void method(ClassWriter writer, String name, Consumer<MethodVisitor> instructions) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
        code.visitCode();
        instructions.accept(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Calls the static method {@code owner.name()}. */
    public static void call(MethodVisitor code, String owner, String name) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, "()V", false);
    }

    private ImageFixture write(String path, ClassWriter writer) {
        writer.visitEnd();
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, writer.toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }
}
