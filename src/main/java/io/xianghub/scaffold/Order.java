package io.xianghub.scaffold;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.identity.Uscc;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scaffolded.
 *
 * @param applySuggestions whether suggested standard names of enough confidence are taken instead of the department's own
 */
public record Order(BundleName bundle, Source source, Selection selection, Owner owner, boolean applySuggestions) {

    /**
     * Where it comes from.
     *
     * @param from a file, or a curl command
     * @param request a sample of what is sent; null for none
     * @param answer a sample of what is answered; null for none
     */
    public record Source(String from, @Nullable Path request, @Nullable Path answer) {

        boolean isCommand() {
            return from.stripLeading().matches("(?s)curl\\s.*");
        }
    }

    /**
     * Whose system it is.
     *
     * @param department unified social credit code; null when it is not known yet
     * @param app null when it is not known yet
     */
    public record Owner(@Nullable String department, @Nullable String app) {

        public static final Owner UNKNOWN = new Owner(null, null);

        public Owner {
            if (department != null && !Uscc.valid(department)) {
                throw new IllegalArgumentException("Not a unified social credit code: " + department);
            }
        }
    }
}
