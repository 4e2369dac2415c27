package dev.relata.spring.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of Relata in WebFlux. Immutable.
 *
 * @param batchRequests Whether every request is handled in one batch scope; else those of handlers with @BatchedRequest.
 * @param exportEncoders Whether a Flux of records or graphs is written as NDJSON, JSON array or CSV in whole buffers.
 * @param page The pages that requests may ask for.
 */
@ConfigurationProperties("relata.web")
public record WebProperties(
        @DefaultValue("false") boolean batchRequests,
        @DefaultValue("false") boolean exportEncoders,
        @DefaultValue Page page) {

    /**
     * The pages that requests may ask for.
     *
     * @param defaultSize How many rows a page has where the request does not say.
     * @param maxSize The most rows that a request may ask for in a page.
     */
    public record Page(
            @DefaultValue("20") int defaultSize,
            @DefaultValue("1000") int maxSize) {

        /** Checks the sizes. */
        public Page {
            if (defaultSize < 1 || maxSize < defaultSize) {
                throw new IllegalArgumentException("relata.web.page.default-size must be from 1 to max-size, was "
                        + defaultSize + " with a max-size of " + maxSize);
            }
        }
    }
}
