package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.Call;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Collects the calls of one class file: of each method the distinct methods that its {@code invokevirtual},
 * {@code invokespecial}, {@code invokestatic} and {@code invokeinterface} instructions name. {@code invokedynamic} names no
 * method of a class and is left out. For one use by one thread.
 */
final class CallReader extends ClassVisitor {

    private static final int CODE_ONLY = ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private final ClassIndex index;
    private final Consumer<UnresolvedCall> unresolved;
    private final List<Call> calls = new ArrayList<>();
    private int nextMethod;

    CallReader(ClassIndex index, int type, Consumer<UnresolvedCall> unresolved) {
        super(Opcodes.ASM9);
        this.index = index;
        this.unresolved = unresolved;
        this.nextMethod = index.firstMethod(type);
    }

    List<Call> read(byte[] classFile) {
        new ClassReader(classFile).accept(this, CODE_ONLY);
        return calls;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new CodeReader(nextMethod++);
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
            callees.forEach(callee -> calls.add(new Call(caller, callee)));
            missing.forEach(unresolved);
        }
    }
}
