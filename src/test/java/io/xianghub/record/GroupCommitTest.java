package io.xianghub.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final List<List<String>> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void writesARowThatIsAloneAtOnce() {
        GroupCommit<String> together = new GroupCommit<>(written::add);

        together.write("a");

        assertThat(written).containsExactly(List.of("a"));
    }

    @Test
    void writesTogetherWhatCameWhileTheDatabaseWasBusy() throws Exception {
        GroupCommit<String> together = new GroupCommit<>(behindTheFirst(written::add));
        CompletableFuture<Void> first = write(together, "first");
        arrived.await();
        List<CompletableFuture<Void>> rest = writeAll(together, GroupCommit.MOST + 5);
        open.countDown();

        first.join();
        rest.forEach(CompletableFuture::join);
        assertThat(written).hasSize(3);
        assertThat(written.get(1)).hasSize(GroupCommit.MOST);
        assertThat(written.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(names(GroupCommit.MOST + 5, "first"));
    }

    @Test
    void aRowThatIsRefusedTakesNoOtherWithIt() throws Exception {
        GroupCommit<String> together = new GroupCommit<>(behindTheFirst(rows -> {
            if (rows.contains("row 3")) {
                throw new IllegalStateException("no room for row 3");
            }
            written.add(rows);
        }));
        CompletableFuture<Void> first = write(together, "first");
        arrived.await();
        List<CompletableFuture<Void>> rest = writeAll(together, 6);
        open.countDown();

        first.join();
        for (int i = 0; i < rest.size(); i++) {
            if (i == 3) {
                assertThatThrownBy(rest.get(i)::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("no room for row 3");
            } else {
                rest.get(i).join();
            }
        }
        assertThat(written.stream().flatMap(List::stream))
                .containsExactlyInAnyOrder("first", "row 0", "row 1", "row 2", "row 4", "row 5");
    }

    @Test
    void anErrorReachesEverybodyItConcernsAndNobodyWaitsForEver() throws Exception {
        GroupCommit<String> together = new GroupCommit<>(behindTheFirst(rows -> {
            if (!rows.contains("first")) {
                throw new StackOverflowError();
            }
        }));
        CompletableFuture<Void> first = write(together, "first");
        arrived.await();
        List<CompletableFuture<Void>> rest = writeAll(together, 2);
        open.countDown();

        first.join();
        for (CompletableFuture<Void> one : rest) {
            assertThatThrownBy(one::join).hasCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void everybodyWhoWritesHearsOfItHoweverManyDo() {
        GroupCommit<String> together = new GroupCommit<>(written::add);

        CompletableFuture<?>[] writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 5_000).forEach(i -> together.write(writer + "-" + i)), threads))
                .toArray(CompletableFuture<?>[]::new);

        assertThat(CompletableFuture.allOf(writers)).succeedsWithin(Duration.ofMinutes(1));
        assertThat(written.stream().flatMap(List::stream)).hasSize(40_000).doesNotHaveDuplicates();
    }

    @Test
    void whoeverIsInterruptedWaitsForItsRowAndKeepsTheInterrupt() throws Exception {
        GroupCommit<String> together = new GroupCommit<>(behindTheFirst(written::add));
        CompletableFuture<Void> first = write(together, "first");
        arrived.await();
        CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(
                () -> {
                    Thread.currentThread().interrupt();
                    together.write("second");
                    return Thread.currentThread().isInterrupted();
                },
                threads);
        await().until(() -> together.waiting() == 1);
        open.countDown();

        first.join();
        assertThat(interrupted.join()).isTrue();
        assertThat(written).containsExactly(List.of("first"), List.of("second"));
    }

    private CompletableFuture<Void> write(GroupCommit<String> together, String row) {
        return CompletableFuture.runAsync(() -> together.write(row), threads);
    }

    /** Returns when all of them wait for their turn. */
    private List<CompletableFuture<Void>> writeAll(GroupCommit<String> together, int rows) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        IntStream.range(0, rows).forEach(i -> all.add(write(together, "row " + i)));
        await().until(() -> together.waiting() == rows);
        return all;
    }

    private static List<String> names(int rows, String first) {
        List<String> names = new ArrayList<>(List.of(first));
        IntStream.range(0, rows).forEach(i -> names.add("row " + i));
        return names;
    }

    /** The first row keeps the database busy until the test opens it. */
    private Consumer<List<String>> behindTheFirst(Consumer<List<String>> writer) {
        return rows -> {
            if (rows.contains("first")) {
                arrived.countDown();
                try {
                    open.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            writer.accept(rows);
        };
    }
}
