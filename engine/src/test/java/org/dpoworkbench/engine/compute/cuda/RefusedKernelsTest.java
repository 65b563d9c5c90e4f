package org.dpoworkbench.engine.compute.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.dpoworkbench.engine.compute.cuda.emulator.EmulatedDriver;
import org.junit.jupiter.api.Test;

/// What happens where a driver refuses.
class RefusedKernelsTest {
    private static final byte[] MADE_HERE = "made by a compiler".getBytes(StandardCharsets.US_ASCII);

    private static final KernelImages OTHERS = new KernelImages("a compiler", _ -> MADE_HERE);

    @Test
    void kernelsThatTheDriverDoesNotTakeAreReplacedByThoseThatShip() {
        Picky driver = new Picky(222);
        try (CudaBackend backend = new CudaBackend(driver, Precision.FLOAT32, OTHERS)) {
            FloatTensor x = backend.floats(2, 3);
            backend.fill(x, 2);
            backend.scale(2, 1.5f, x);
            float[] values = new float[6];
            backend.download(x, values, 6);
            assertThat(values).containsOnly(3);
            assertThat(driver.refused).isNotEmpty();
            assertThat(backend.description())
                    .as("what the record says")
                    .contains("a compiler, but for attention_float32, elements,", "the driver's compiler");
        }
    }

    @Test
    void anotherErrorIsNotPassedOver() {
        assertThatThrownBy(() -> new CudaBackend(new Picky(700), Precision.FLOAT32, OTHERS))
                .isInstanceOf(CudaException.class);
    }

    /// Refuses machine code that it does not know.
    private static final class Picky implements CudaDriver {
        private final EmulatedDriver card = new EmulatedDriver();
        private final List<byte[]> refused = new ArrayList<>();
        private final int code;

        private Picky(int code) {
            this.code = code;
        }

        @Override
        public long module(byte[] image) {
            if (Arrays.equals(image, MADE_HERE)) {
                refused.add(image);
                throw new CudaException("cuModuleLoadDataEx", code, "refused");
            }
            return card.module(image);
        }

        @Override
        public long allocateOnHost(long bytes) {
            return card.allocateOnHost(bytes);
        }

        @Override
        public void release(long address) {
            card.release(address);
        }

        @Override
        public void close() {
            card.close();
        }

        @Override
        public Card card() {
            return card.card();
        }

        @Override
        public long freeBytes() {
            return card.freeBytes();
        }

        @Override
        public long allocate(long bytes) {
            return card.allocate(bytes);
        }

        @Override
        public void toDevice(MemorySegment source, long target, long bytes) {
            card.toDevice(source, target, bytes);
        }

        @Override
        public void toHost(long source, MemorySegment target, long bytes) {
            card.toHost(source, target, bytes);
        }

        @Override
        public void onDevice(long source, long target, long bytes) {
            card.onDevice(source, target, bytes);
        }

        @Override
        public void fill(long address, int word, long count) {
            card.fill(address, word, count);
        }

        @Override
        public long function(long module, String name) {
            return card.function(module, name);
        }

        @Override
        public void launch(long function, int gridX, int gridY, int threads, Arguments arguments) {
            card.launch(function, gridX, gridY, threads, arguments);
        }

        @Override
        public void synchronize() {
            card.synchronize();
        }
    }
}
