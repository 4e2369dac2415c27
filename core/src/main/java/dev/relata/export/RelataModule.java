package dev.relata.export;

import dev.relata.internal.mapping.GraphSerializer;
import dev.relata.query.Graph;
import tools.jackson.databind.module.SimpleModule;

/**
 * Teaches a Jackson mapper to write what Relata answers.
 *
 * <p>A graph is an object: the components of its row, as the mapper writes the record (names, inclusion, annotations and
 * serializers of its own included), then each fetched part, in the order of the plan. A part is called by its alias as it was
 * given, else by its constant in camel case under the mapper's naming strategy ({@code longReads} for {@code LONG_READS}),
 * with {@code Count} behind it for a number. A to-one is an object or null, a to-many an array, links are objects of {@code
 * target} and {@code data}, and what was fetched below a row stands in its object. What was not fetched is not written: below
 * the last step of a recursion, and where a row of a recursion comes up again. A row that is not written as an object stands
 * under {@code root}. Two parts, or a part and a component, of one name are a {@code RefusedException}.
 *
 * <p>Links, pages, groups and all other answers are records, which a mapper writes as they are. Graphs are only written, never
 * read back.
 *
 * <pre>{@code
 * JsonMapper json = JsonMapper.builder().addModule(new RelataModule()).build();
 * }</pre>
 */
public final class RelataModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    /** Makes the module. */
    public RelataModule() {
        super("relata");
        addSerializer(Graph.class, new GraphSerializer());
    }
}
