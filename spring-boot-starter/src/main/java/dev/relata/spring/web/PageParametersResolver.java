package dev.relata.spring.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;

/** Resolves {@link PageParameters} of handler methods. Immutable, thread-safe. */
final class PageParametersResolver implements SyncHandlerMethodArgumentResolver {

    private final int defaultSize;
    private final int maxSize;

    PageParametersResolver(WebProperties.Page properties) {
        this.defaultSize = properties.defaultSize();
        this.maxSize = properties.maxSize();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageParameters.class;
    }

    @Override
    public Object resolveArgumentValue(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        MultiValueMap<String, String> parameters = exchange.getRequest().getQueryParams();
        String cursor = parameters.getFirst(PageParameters.CURSOR);
        return new PageParameters(
                size(parameters.getFirst(PageParameters.SIZE)), StringUtils.hasText(cursor) ? cursor : null);
    }

    private int size(@Nullable String text) {
        if (!StringUtils.hasText(text)) {
            return defaultSize;
        }
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= maxSize) {
                return size;
            }
        } catch (NumberFormatException e) {
            // answered below, with the other sizes that cannot be
        }
        throw new ServerWebInputException("The parameter '" + PageParameters.SIZE + "' must be a number from 1 to "
                + maxSize + ", was '" + text + "'");
    }
}
