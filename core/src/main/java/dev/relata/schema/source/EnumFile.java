package dev.relata.schema.source;

import dev.relata.model.Label;
import dev.relata.schema.live.LiveEnum;
import dev.relata.spi.SourceFile;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the enum of an enumerated type. Stateless. */
final class EnumFile {

    private EnumFile() {}

    static SourceFile of(String packageName, String name, LiveEnum type, Imports imports) {
        Set<String> taken = new HashSet<>();
        String constants = type.labels().stream()
                .map(label ->
                        constant(label, Distinct.name(JavaNames.constant(JavaNames.words(label)), taken), imports))
                .collect(Collectors.joining(",\n"));
        String text = "/** Values of the type " + JavaText.comment(type.name()) + ". */\npublic enum " + name + " {\n"
                + constants + (constants.isEmpty() ? "" : "\n") + "}\n";
        return RecordSources.file(packageName, name, imports.lines() + text);
    }

    private static String constant(String label, String constant, Imports imports) {
        return constant.equals(label)
                ? "    " + constant
                : "    @" + imports.use(Label.class) + "(" + JavaText.literal(label) + ")\n    " + constant;
    }
}
