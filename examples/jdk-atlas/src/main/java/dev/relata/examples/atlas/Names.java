package dev.relata.examples.atlas;

import static dev.relata.model.Conditions.endsWith;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Finds what a user names. Immutable. */
final class Names {

    private final Relata relata;

    Names(Relata relata) {
        this.relata = relata;
    }

    /** The type of that binary name. */
    Mono<Type> type(String name) {
        return relata.from(Type.class).where(Type::name).eq(name).one().switchIfEmpty(unknownType(name));
    }

    /** The methods of that name, whatever their parameters: {@code java.lang.String.length}, {@code java.util.List.<init>}. */
    Mono<List<Method>> methods(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return Mono.error(
                    new UnknownNameException("'" + name + "' is not TYPE.METHOD, as java.lang.String.length is."));
        }
        String method = name.substring(dot + 1);
        return type(name.substring(0, dot))
                .flatMap(type -> relata.on(type, Type.METHODS)
                        .where(Method::name)
                        .eq(method)
                        .all()
                        .collectList()
                        .filter(found -> !found.isEmpty())
                        .switchIfEmpty(Mono.error(() -> new UnknownNameException(
                                "The type " + type.name() + " declares no method '" + method + "'."))));
    }

    /** The module of that name. */
    Mono<JdkModule> module(String name) {
        return relata.from(JdkModule.class)
                .where(JdkModule::name)
                .eq(name)
                .one()
                .switchIfEmpty(Mono.error(() -> new UnknownNameException("This JDK has no module '" + name + "'.")));
    }

    private <T> Mono<T> unknownType(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return relata.from(Type.class)
                .where(Type::name, endsWith("." + simple))
                .limit(5)
                .values(Type::name)
                .collect(Collectors.joining(", "))
                .flatMap(similar -> Mono.error(new UnknownNameException("This JDK has no type '" + name + "'."
                        + (similar.isEmpty() ? "" : " Did you mean " + similar + "?"))));
    }

    /** As it is written in Java, with the result after a colon: {@code charAt(int): char}. */
    static String readable(Method method) {
        org.objectweb.asm.Type type = org.objectweb.asm.Type.getMethodType(method.descriptor());
        String parameters = Arrays.stream(type.getArgumentTypes())
                .map(org.objectweb.asm.Type::getClassName)
                .collect(Collectors.joining(", "));
        return method.name() + "(" + parameters + "): " + type.getReturnType().getClassName();
    }
}
