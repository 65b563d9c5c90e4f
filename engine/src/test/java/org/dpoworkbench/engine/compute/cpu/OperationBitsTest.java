package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dpoworkbench.engine.compute.Backend;
import org.junit.jupiter.api.Test;

/// The same operation on the same numbers gives the same bits: however often it has run, and so whether it is
/// interpreted or compiled, and on any number of threads.
class OperationBitsTest {
    private static final int REPETITIONS = 20_000;

    @Test
    void twentyThousandRepetitionsGiveTheFirstOnesBits() {
        try (Backend backend = new CpuBackend(1)) {
            EveryOperation operations = new EveryOperation(backend, 4, 19, 37, 35);
            Map<String, float[]> first = copies(operations.run(true));
            for (int i = 1; i < REPETITIONS; i++) {
                assertSameBits("repetition " + i, operations.run(true), first);
            }
        }
    }

    /// Sizes that every operation shares out. How the matrix library splits products depends on the threads, so
    /// they are left out; attention's are of fixed size.
    @Test
    void threadsChangeNoBitOutsideMatrixProducts() {
        Map<String, float[]> alone = onThreads(1);
        assertSameBits("two threads", onThreads(2), alone);
        assertSameBits("three threads", onThreads(3), alone);
    }

    private static Map<String, float[]> onThreads(int threads) {
        try (Backend backend = new CpuBackend(threads)) {
            EveryOperation operations = new EveryOperation(backend, 331, 101, 1501, 70_001);
            operations.run(false);
            return copies(operations.run(false));
        }
    }

    private static Map<String, float[]> copies(Map<String, float[]> results) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        results.forEach((name, values) -> copies.put(name, values.clone()));
        return copies;
    }

    private static void assertSameBits(String when, Map<String, float[]> got, Map<String, float[]> want) {
        want.forEach((name, values) -> {
            if (java.util.Arrays.mismatch(got.get(name), values) >= 0) {
                assertThat(got.get(name)).as("%s, %s", name, when).isEqualTo(values);
            }
        });
    }
}
