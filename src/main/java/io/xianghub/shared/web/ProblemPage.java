package io.xianghub.shared.web;

import io.xianghub.shared.FaultSide;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /problems/{code}}: what a problem means and what to do. */
@RestController
class ProblemPage {

    record Meaning(String code, int status, FaultSide faultSide, String title, String remedy) {}

    @GetMapping("/problems/{code}")
    Meaning meaning(@PathVariable String code, HttpServletRequest request) {
        Locale language = ProblemAnswers.language(request);
        ProblemType type = ProblemType.of(code).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
        return new Meaning(code, type.status(), type.faultSide(), type.title(language), type.remedy(language));
    }
}
