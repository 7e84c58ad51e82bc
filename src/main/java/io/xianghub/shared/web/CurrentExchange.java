package io.xianghub.shared.web;

import io.xianghub.shared.ExchangeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The exchange that a request has begun; answers name it in {@code X-Exchange-Id}, problems as their instance too. */
public final class CurrentExchange {

    public static final String HEADER = "X-Exchange-Id";

    private static final String ATTRIBUTE = CurrentExchange.class.getName();

    private CurrentExchange() {}

    public static void begin(ExchangeId id, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id.value());
    }

    static @Nullable ExchangeId of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ExchangeId id ? id : null;
    }
}
