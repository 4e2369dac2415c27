package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.Field;
import dev.relata.examples.atlas.model.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Collects the methods and the fields of one class file, synthetic ones included. For one use by one thread. */
final class MemberReader extends ClassVisitor {

    private static final int WITHOUT_CODE = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private final int type;
    private final List<Method> methods = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private int nextMethod;
    private int nextField;

    MemberReader(ClassIndex index, int type, byte[] classFile) {
        super(Opcodes.ASM9);
        this.type = type;
        this.nextMethod = index.firstMethod(type);
        this.nextField = index.firstField(type);
        new ClassReader(classFile).accept(this, WITHOUT_CODE);
    }

    List<Method> methods() {
        return methods;
    }

    List<Field> fields() {
        return fields;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        methods.add(new Method(nextMethod++, type, name, descriptor, access & 0xffff));
        return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields.add(new Field(nextField++, type, name, descriptor, access & 0xffff));
        return null;
    }
}
