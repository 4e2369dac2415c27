package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Field;
import dev.relata.examples.atlas.model.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Collects the members of one class file, synthetic ones included, and of each method the distinct methods that its
 * {@code invokevirtual}, {@code invokespecial}, {@code invokestatic} and {@code invokeinterface} instructions name.
 * {@code invokedynamic} names no method of a class and is left out. For one use by one thread.
 */
final class TypeReader extends ClassVisitor {

    private static final int WITH_CODE = ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private final ClassIndex index;
    private final int type;
    private final TypeRows rows =
            new TypeRows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private int nextMethod;
    private int nextField;

    TypeReader(ClassIndex index, int type) {
        super(Opcodes.ASM9);
        this.index = index;
        this.type = type;
        this.nextMethod = index.firstMethod(type);
        this.nextField = index.firstField(type);
    }

    TypeRows read(byte[] classFile) {
        new ClassReader(classFile).accept(this, WITH_CODE);
        return rows;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        rows.fields().add(new Field(nextField++, type, name, descriptor, access & 0xffff));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        Method method = new Method(nextMethod++, type, name, descriptor, access & 0xffff);
        rows.methods().add(method);
        return new CodeReader(method.id());
    }

    private final class CodeReader extends MethodVisitor {

        private final int caller;
        private final Set<Integer> callees = new LinkedHashSet<>();
        private final Set<UnresolvedCall> missing = new LinkedHashSet<>();

        CodeReader(int caller) {
            super(Opcodes.ASM9);
            this.caller = caller;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            int callee = index.resolve(owner, name, descriptor);
            if (callee == 0) {
                missing.add(new UnresolvedCall(caller, owner, name, descriptor));
            } else {
                callees.add(callee);
            }
        }

        @Override
        public void visitEnd() {
            callees.forEach(callee -> rows.calls().add(new Call(caller, callee)));
            rows.unresolved().addAll(missing);
        }
    }
}
