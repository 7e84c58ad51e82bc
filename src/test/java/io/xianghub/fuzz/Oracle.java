package io.xianghub.fuzz;

import com.sun.management.ThreadMXBean;
import io.xianghub.mapping.MappingFailure;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Malformed;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** What must be true of everything that is made of foreign bytes; a breach is an {@link AssertionError}. */
public final class Oracle {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 192L * 1024 * 1024;
    private static final long BYTES_EACH = 4_000;

    private Oracle() {}

    /** Something done to one input. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Malformed;
    }

    /** Done within the memory that so many bytes may cost; being refused is a good end when it says why. */
    public static void bounded(byte[] data, Attempt attempt) {
        long most = MOST_BYTES + BYTES_EACH * data.length;
        if (used(attempt) < most) {
            return;
        }
        // the first time classes are loaded, too
        long again = used(attempt);
        require(again < most, again + " bytes made of " + data.length);
    }

    private static long used(Attempt attempt) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            attempt.run();
        } catch (Malformed refused) {
            told(refused.text());
            require(refused.line() >= 0 && refused.column() >= 0, "a place before the beginning");
        } catch (MappingFailure refused) {
            require(!refused.violations().isEmpty(), "a refusal that names nothing");
            refused.violations().forEach(violation -> {
                require(!violation.path().isBlank(), "a refusal without a place");
                told(violation.message());
            });
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** An error inside the hub says what its bundle does wrong. */
    public static void told(Problem problem) {
        require(problem.detail() != null, "a problem without words: " + problem.getMessage());
    }

    public static void told(Text text) {
        require(!text.zh().isBlank() && !text.en().isBlank(), "a refusal without words");
    }

    /** Findings have words, and those of the source a place that is in it. */
    public static void told(Findings findings, String file, byte[] source) {
        String[] lines = new String(source, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1);
        for (Finding finding : findings.all()) {
            require(!finding.code().isBlank(), "a finding without a code");
            told(finding.message());
            told(finding.remedy());
            boolean known = finding.line() <= lines.length
                    && (finding.line() == 0
                            || finding.column()
                                    <= 1
                                            + lines[finding.line() - 1].codePointCount(
                                                    0, lines[finding.line() - 1].length()));
            require(!finding.file().equals(file) || known, "a place outside of the file: " + finding.place());
        }
    }

    public static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    public static void same(Object one, Object other, String otherwise) {
        boolean same = (one instanceof byte[] bytes && other instanceof byte[] others)
                ? Arrays.equals(bytes, others)
                : Objects.equals(one, other);
        require(same, otherwise);
    }

    /** The charset that an input's first byte chooses. */
    public static Charset charset(byte[] data) {
        return data.length > 0 && data[0] == 'g' ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
    }

    /** What comes behind the byte that chooses. */
    public static byte[] rest(byte[] data) {
        return data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
    }
}
