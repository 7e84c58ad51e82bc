package io.xianghub.push;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/inbox}: the signed-in person's own messages. */
@RestController
final class InboxEndpoint {

    private static final int MOST = 100;

    private final MessageReader messages;

    InboxEndpoint(MessageReader messages) {
        this.messages = messages;
    }

    @GetMapping("/api/v1/inbox")
    Page<MessageReader.Letter> inbox(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "20") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at("limit", Text.of("应在 1 到 %d 之间", "Should be from 1 to %d", MOST));
        }
        if (after != null && !after.matches("[0-9A-Z]{26}")) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at("after", Text.of("应为上一页的 next", "Should be the previous page's next"));
        }
        return messages.inbox(actor.requireSubject().certificate(), after, limit);
    }
}
