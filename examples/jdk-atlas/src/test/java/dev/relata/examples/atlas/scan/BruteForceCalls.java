package dev.relata.examples.atlas.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds all calls of an image with syntax trees, strings and hash maps: slow and plain, to compare the scan with. */
final class BruteForceCalls {

    private record Declaration(String superclass, List<String> interfaces, Set<String> methods) {}

    private final Map<String, Declaration> declarations = new HashMap<>();
    int resolved;
    int unresolved;

    static BruteForceCalls of(Path root) throws IOException {
        BruteForceCalls calls = new BruteForceCalls();
        calls.forEachClass(root, ClassReader.SKIP_CODE, calls::declare);
        calls.forEachClass(root, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES, calls::count);
        return calls;
    }

    private interface Visit {
        void visit(ClassNode node);
    }

    private void forEachClass(Path root, int options, Visit visit) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class") && !file.endsWith("module-info.class")) {
                    ClassNode node = new ClassNode();
                    new ClassReader(Files.readAllBytes(file)).accept(node, options);
                    visit.visit(node);
                }
            }
        }
    }

    private void declare(ClassNode node) {
        Set<String> methods = new HashSet<>();
        for (MethodNode method : node.methods) {
            methods.add(method.name + method.desc);
        }
        declarations.put(node.name, new Declaration(node.superName, node.interfaces, methods));
    }

    private void count(ClassNode node) {
        for (MethodNode method : node.methods) {
            Set<String> callees = new HashSet<>();
            Set<String> missing = new HashSet<>();
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call) {
                    String signature = call.name + call.desc;
                    String declaring = find(call.owner, signature);
                    if (declaring == null) {
                        missing.add(call.owner + "." + signature);
                    } else {
                        callees.add(declaring + "." + signature);
                    }
                }
            }
            resolved += callees.size();
            unresolved += missing.size();
        }
    }

    private String find(String owner, String signature) {
        for (String type = owner;
                declarations.containsKey(type);
                type = declarations.get(type).superclass()) {
            if (declarations.get(type).methods().contains(signature)) {
                return type;
            }
        }
        for (String type = owner;
                declarations.containsKey(type);
                type = declarations.get(type).superclass()) {
            for (String candidate : declarations.get(type).interfaces()) {
                String found = find(candidate, signature);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
