package org.dpoworkbench.engine.compute.cuda.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each check finds the mistake for which it is there, and names the kernel, the block, the thread and the place.
final class KernelFaultsTest {
    private Bench bench = new Bench("faults");

    @AfterEach
    void close() {
        bench.close();
    }

    private void strictly() {
        bench.close();
        bench = new Bench("faults", Checks.STRICT);
    }

    private void fails(String kernel, int blocks, int threads, Object[] arguments, String... parts) {
        assertThatThrownBy(() -> bench.launch(kernel, blocks, 1, threads, arguments))
                .isInstanceOf(KernelFault.class)
                .hasMessageStartingWith(kernel + ", block (")
                .hasMessageContaining("line ")
                .hasMessageContainingAll(parts);
    }

    @Test
    void readsPastTheEnd() {
        Object[] arguments = {bench.device(new float[40]), bench.space(400), 40};
        fails("pastTheEnd", 2, 32, arguments, "block (1, 0), thread 8", "outside of every allocation", "ld.global.f32");
    }

    @Test
    void writesPastTheEnd() {
        Object[] arguments = {bench.device(new float[41]), bench.space(160), 40};
        fails("pastTheEnd", 2, 32, arguments, "thread 8", "outside of every allocation", "st.global.f32");
    }

    @Test
    void readsWhatWasNeverWritten() {
        Object[] arguments = {bench.space(400), bench.space(400), 40};
        fails("pastTheEnd", 2, 32, arguments, "block (0, 0), thread 0", "never written");
    }

    @Test
    void readsWhatWasReleased() {
        long a = bench.device(new float[100]);
        long b = bench.space(400);
        bench.launch("pastTheEnd", 1, 1, 32, a, b, 20);
        bench.driver.release(a);
        fails("pastTheEnd", 1, 32, new Object[] {a, b, 20}, "outside of every allocation");
    }

    @Test
    void readsAtAnOddPlace() {
        fails("misaligned", 1, 8, new Object[] {bench.device(new byte[64]), bench.space(64)}, "misaligned");
    }

    @Test
    void warpsRaceWithoutABarrier() {
        Object[] arguments = {bench.space(256)};
        fails("missingBarrier", 1, 64, arguments, "data race", "since the last barrier at line", "shared");
    }

    @Test
    void lanesOfAWarpRaceOnlyForTheStrict() {
        long out = bench.space(128);
        bench.launch("sameWarp", 1, 1, 32, out);
        float[] reversed = new float[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = 31 - i;
        }
        assertThat(bench.floats(out, 32)).isEqualTo(reversed);
        strictly();
        fails("sameWarp", 1, 32, new Object[] {bench.space(128)}, "data race");
    }

    @Test
    void warpsWaitAtDifferentBarriers() {
        Object[] arguments = {bench.device(new float[64]), 32};
        fails("divergentBarrier", 1, 64, arguments, "different barriers");
    }

    @Test
    void lanesOfAWarpWaitAtDifferentBarriers() {
        Object[] arguments = {bench.device(new float[64]), 7};
        fails("divergentBarrier", 1, 64, arguments, "wait for each other at different places");
    }

    @Test
    void readsSharedMemoryNeverWritten() {
        fails("uninitialisedShared", 1, 64, new Object[] {bench.space(256)}, "thread 58", "never written");
    }

    @Test
    void writesPastAnArrayInSharedMemory() {
        fails("pastShared", 1, 64, new Object[] {bench.space(256), 1}, "thread 63", "outside of every array");
        fails("pastShared", 1, 64, new Object[] {bench.space(256), -1}, "thread 0", "outside of its");
        fails("pastShared", 1, 64, new Object[] {bench.space(256), 1 << 20}, "thread 0", "outside of its");
    }

    @Test
    void blocksOverwriteEachOther() {
        fails("everyBlockWrites", 2, 32, new Object[] {bench.space(128)}, "block (1, 0)", "block (0, 0) wrote it");
    }

    @Test
    void readsWhatIsStillBeingCopied() {
        Object[] arguments = {bench.device(new int[128]), bench.space(512)};
        fails("missingWait", 1, 32, arguments, "asynchronous copy is on the way");
    }

    @Test
    void shufflesWithALaneThatReturned() {
        long out = bench.space(128);
        bench.launch("shuffleAfterExit", 1, 1, 32, out, 32);
        int[] neighbours = new int[32];
        Arrays.setAll(neighbours, i -> i ^ 1);
        assertThat(bench.ints(out, 32)).isEqualTo(neighbours);
        fails("shuffleAfterExit", 1, 32, new Object[] {out, 30}, "lane 30", "has returned");
    }
}
