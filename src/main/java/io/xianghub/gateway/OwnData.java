package io.xianghub.gateway;

import io.xianghub.identity.Subjects;
import io.xianghub.shared.Subject;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subject reads its own data and nobody else's. */
final class OwnData implements Stage {

    private final Subjects subjects;

    OwnData(Subjects subjects) {
        this.subjects = subjects;
    }

    @Override
    public void pass(Call call) {
        String whose = call.operation().subject();
        if (whose.equals("none")) {
            return;
        }
        Subject subject = call.actor().requireSubject();
        String path = call.operation().subjectPath();
        if (path == null) {
            return;
        }
        Object named = at(call.input(), path);
        boolean own = named instanceof String number
                && switch (whose) {
                    case "person" -> subjects.isSelf(subject, number);
                    case "enterprise" -> Uscc.valid(number) && subject.clerkOf(new Uscc(number));
                    default -> false;
                };
        if (!own) {
            throw Problem.of(ProblemType.ANOTHER_SUBJECT);
        }
    }

    private static @Nullable Object at(@Nullable Object tree, String path) {
        Object here = tree;
        for (String name : path.split("\\.", -1)) {
            here = here instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return here;
    }
}
