package dev.relata.examples.atlas.scan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads every class file of an image once, without code, and numbers its members. For one use by one thread. */
final class IndexBuilder extends ClassVisitor {

    private static final int WITHOUT_CODE = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private final RuntimeImage image;
    private final Map<String, Integer> typeByName;
    private final TypeHeader[] headers;
    private final int[] firstMethod;
    private final int[] firstField;
    private long[] signatures = new long[1 << 16];
    private int type;
    private int methods = 1;
    private int fields = 1;

    IndexBuilder(RuntimeImage image) {
        super(Opcodes.ASM9);
        this.image = image;
        this.typeByName = new HashMap<>(image.typeCount() * 2);
        this.headers = new TypeHeader[image.typeCount() + 1];
        this.firstMethod = new int[image.typeCount() + 2];
        this.firstField = new int[image.typeCount() + 2];
    }

    ClassIndex build() {
        for (int number = 1; number <= image.typeCount(); number++) {
            typeByName.put(image.typeName(number), number);
        }
        for (type = 1; type <= image.typeCount(); type++) {
            firstMethod[type] = methods;
            firstField[type] = fields;
            new ClassReader(image.classFile(type)).accept(this, WITHOUT_CODE);
        }
        firstMethod[type] = methods;
        firstField[type] = fields;
        return new ClassIndex(typeByName, headers, firstMethod, firstField, Arrays.copyOf(signatures, methods));
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        int[] numbers = interfaces == null
                ? new int[0]
                : Stream.of(interfaces)
                        .mapToInt(this::numberOf)
                        .filter(number -> number != 0)
                        .toArray();
        int superclass = superName == null ? 0 : numberOf(superName);
        headers[type] = new TypeHeader(access & 0xffff, superclass, numbers, "java/lang/Record".equals(superName));
    }

    private int numberOf(String name) {
        return Objects.requireNonNullElse(typeByName.get(name), 0);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if (methods == signatures.length) {
            signatures = Arrays.copyOf(signatures, methods * 2);
        }
        signatures[methods++] = Signature.of(name, descriptor);
        return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields++;
        return null;
    }
}
