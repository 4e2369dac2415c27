package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.JdkPackage;
import dev.relata.examples.atlas.model.Type;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The names of the modules by the packages in them: some hundred rows, read in two statements. Immutable. */
record ModuleNames(Map<Integer, String> byPackage) {

    static Mono<ModuleNames> load(Relata relata) {
        return relata.from(JdkModule.class)
                .all()
                .collectMap(JdkModule::id, JdkModule::name)
                .flatMap(modules -> relata.from(JdkPackage.class)
                        .all()
                        .collectMap(JdkPackage::id, row -> Objects.requireNonNull(modules.get(row.moduleId()))))
                .map(ModuleNames::new);
    }

    String of(Type type) {
        return Objects.requireNonNull(byPackage.get(type.packageId()));
    }
}
