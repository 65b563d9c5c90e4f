package org.dpoworkbench.engine.compute.cuda.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.junit.jupiter.api.Test;

/// The emulated card refuses what a card refuses, and also what a card would let pass.
final class EmulatedDriverTest {
    @Test
    void memoryEnds() {
        try (EmulatedDriver driver = new EmulatedDriver(1024)) {
            long first = driver.allocate(300);
            assertThat(first % 256).isZero();
            assertThat(driver.freeBytes()).isEqualTo(512);
            assertThatThrownBy(() -> driver.allocate(600))
                    .isInstanceOfSatisfying(
                            CudaException.class,
                            e -> assertThat(e.isOutOfMemory()).isTrue());
            driver.release(first);
            assertThat(driver.freeBytes()).isEqualTo(1024);
            assertThatThrownBy(() -> driver.release(first)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void copiesStayWithinAllocationsAndReadWhatWasWritten() {
        MemorySegment host = MemorySegment.ofArray(new int[8]);
        try (EmulatedDriver driver = new EmulatedDriver()) {
            long a = driver.allocate(32);
            assertThatThrownBy(() -> driver.toDevice(host, a + 4, 32)).hasMessageContaining("outside");
            assertThatThrownBy(() -> driver.toHost(a, host, 32)).hasMessageContaining("never written");
            driver.fill(a, 7, 8);
            long b = driver.allocate(32);
            driver.onDevice(a, b, 16);
            driver.toHost(b, host, 16);
            assertThat(host.asSlice(0, 16).toArray(ValueLayout.JAVA_INT)).containsOnly(7);
            assertThatThrownBy(() -> driver.toHost(b, host, 20)).hasMessageContaining("byte 16");
        }
    }

    @Test
    void launchesFitTheirKernels() {
        try (Bench bench = new Bench("basics")) {
            long x = bench.device(new float[256]);
            assertThatThrownBy(() -> bench.launch("rowSums", 1, 1, 257, x, x, 1))
                    .isInstanceOf(CudaException.class)
                    .hasMessageContaining("at most 256 threads");
            assertThatThrownBy(() -> bench.launch("add", 1, 65_536, 32, x, x, x, 1))
                    .isInstanceOf(CudaException.class);
            assertThatThrownBy(() -> bench.launch("add", 1, 1, 32, x, x, x))
                    .hasMessageContaining("takes arguments of 28 bytes, given are 24");
            assertThatThrownBy(() -> bench.launch("nothing", 1, 1, 32)).isInstanceOf(CudaException.class);
        }
    }

    @Test
    void instructionsThatAreNotKnownAreRefusedWithTheirPlace() {
        String text = new String(Bench.read("/ptx/faults.ptx"), StandardCharsets.UTF_8);
        String changed = text.replaceFirst("add\\.s64", "addd.s64");
        int line = (int) changed.substring(0, changed.indexOf("addd")).lines().count();
        assertThatThrownBy(() -> new Bench(changed.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("PTX line " + line + ": instruction not known: addd.s64");
    }

    @Test
    void theSameModuleServesTwoCards() {
        int[] order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        for (int card = 0; card < 2; card++) {
            try (Bench bench = new Bench("basics")) {
                // Reads the module's constant table.
                long out = bench.space(4);
                bench.launch("locals", 1, 1, 32, bench.device(order), out, 1);
                assertThat(bench.floats(out, 1)[0]).isFinite();
                assertThat(bench.driver.executed()).containsOnlyKeys("locals");
            }
        }
    }
}
