package dev.relata.spring.observe;

import dev.relata.Relata;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Shows the model, its diagram and what has been done: {@code /actuator/relata} all of it, {@code /actuator/relata/model},
 * {@code …/diagram} and {@code …/statistics} one part. Sends nothing to the store, and shows no value of a row. Thread-safe.
 */
@Endpoint(id = "relata")
public final class RelataEndpoint {

    private static final MimeType TEXT = new MimeType(MimeTypeUtils.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Relata relata;
    private final RelataStatistics statistics;

    RelataEndpoint(Relata relata, RelataStatistics statistics) {
        this.relata = relata;
        this.statistics = statistics;
    }

    /**
     * All that the endpoint shows. Immutable.
     *
     * @param model the records and relationships
     * @param diagram the diagram of the model as the text of a Mermaid {@code erDiagram}
     * @param statistics what has been done since the start of the application
     */
    public record RelataDescription(ModelDescription model, String diagram, StatisticsDescription statistics) {}

    /**
     * Shows all.
     *
     * @return the model, the diagram and the statistics
     */
    @ReadOperation
    public RelataDescription relata() {
        return new RelataDescription(model(), diagram(), statistics.describe());
    }

    /**
     * Shows one part.
     *
     * @param part {@code model}, {@code diagram} or {@code statistics}
     * @return the part, the diagram as plain text; not found for another one
     */
    @ReadOperation
    public WebEndpointResponse<?> part(@Selector String part) {
        return switch (part) {
            case "model" -> new WebEndpointResponse<>(model());
            case "diagram" -> new WebEndpointResponse<>(diagram(), TEXT);
            case "statistics" -> new WebEndpointResponse<>(statistics.describe());
            default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        };
    }

    private ModelDescription model() {
        return ModelDescription.of(relata.model());
    }

    private String diagram() {
        return relata.schema().diagram().mermaid();
    }
}
