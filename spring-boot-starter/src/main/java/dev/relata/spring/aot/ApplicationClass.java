package dev.relata.spring.aot;

import dev.relata.model.Property;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.core.io.Resource;

/**
 * What the file of a class says, without loading the class.
 *
 * @param name the class's name
 * @param isRecord whether it is a record
 * @param refersToProperties whether a method of it makes a {@link Property} of a method reference
 */
record ApplicationClass(String name, boolean isRecord, boolean refersToProperties) {

    private static final String RECORD = "java/lang/Record";

    static ApplicationClass read(Resource file) throws IOException {
        try (InputStream bytes = file.getInputStream()) {
            ClassReader reader = new ClassReader(bytes);
            References references = new References();
            reader.accept(references, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return new ApplicationClass(
                    Type.getObjectType(reader.getClassName()).getClassName(),
                    RECORD.equals(reader.getSuperName()),
                    references.found);
        }
    }

    private static final class References extends ClassVisitor {

        private static final Type PROPERTY = Type.getType(Property.class);

        private boolean found;

        References() {
            super(SpringAsmInfo.ASM_VERSION);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {
                @Override
                public void visitInvokeDynamicInsn(
                        String name, String descriptor, Handle bootstrap, Object... arguments) {
                    found = found || Type.getReturnType(descriptor).equals(PROPERTY);
                }
            };
        }
    }
}
