package io.xianghub.simulation;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.responsetemplating.TemplateEngine;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import com.google.re2j.Pattern;

/** Matches requests of which a template makes a certain text. */
final class Says extends RequestMatcherExtension {

    private final TemplateEngine templates;

    Says(TemplateEngine templates) {
        this.templates = templates;
    }

    @Override
    public String getName() {
        return "says";
    }

    @Override
    public MatchResult match(Request request, Parameters parameters) {
        String text = templates
                .getUncachedTemplate(parameters.getString("text"))
                .apply(templates.buildModelForRequest(request));
        return MatchResult.of(
                parameters.containsKey("matches")
                        ? Pattern.matches(parameters.getString("matches"), text)
                        : text.equals(parameters.getString("equals")));
    }
}
