package org.dpoworkbench.engine.compute.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.dpoworkbench.engine.compute.Nf4Writer;
import org.dpoworkbench.engine.compute.cuda.Products.Form;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.emulator.EmulatedDriver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A product in several parts is the product in one.
class Nf4ProductsTest {
    private static final int ROWS = 300; // of the weights: two parts of 128, and a rest
    private static final int COLUMNS = 70;
    private static final int M = 5;

    @ParameterizedTest
    @CsvSource({"FLOAT32, true", "FLOAT32, false", "BFLOAT16, true", "BFLOAT16, false"})
    void partsMakeTheWhole(Precision precision, boolean add) {
        float[] transposed = run(precision, Form.NT, add, 1);
        assertThat(transposed).hasSize(M * ROWS).isEqualTo(run(precision, Form.NT, add, Nf4Products.PART));

        float[] summed = run(precision, Form.NN, add, 1); // in another order
        assertThat(summed)
                .hasSize(M * COLUMNS)
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(run(precision, Form.NN, add, Nf4Products.PART));
    }

    private static float[] run(Precision precision, Form form, boolean add, long partBytes) {
        int n = form == Form.NT ? ROWS : COLUMNS;
        int k = form == Form.NT ? COLUMNS : ROWS;
        try (Arena arena = Arena.ofShared();
                Staging staging = new Staging();
                CudaDriver driver = new EmulatedDriver()) {
            DeviceMemory memory = new DeviceMemory(driver);
            Kernels kernels = new Kernels(driver, arena, KernelImages.SHIPPED);
            Nf4Products products = new Nf4Products(
                    kernels,
                    precision,
                    new Products(kernels, precision),
                    memory,
                    new Workspace(memory),
                    staging,
                    partBytes);
            products.prepare();
            Random random = new Random(7);
            MemorySegment weights = normal(arena, random, ROWS * COLUMNS);
            Nf4Tensor shape = new Nf4Tensor(0, ROWS, COLUMNS);
            MemorySegment rounded = arena.allocate(shape.bytes());
            new Nf4Writer(shape, rounded).write(weights, (long) ROWS * COLUMNS);
            long w = onCard(driver, memory, rounded);
            long x = onCard(driver, memory, normal(arena, random, M * k));
            MemorySegment out = normal(arena, random, M * n);
            long y = onCard(driver, memory, out);
            products.run(form, M, n, k, x, new Nf4Tensor(w, ROWS, COLUMNS), add, y);
            driver.toHost(y, out, out.byteSize());
            return out.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    private static MemorySegment normal(Arena arena, Random random, int count) {
        MemorySegment numbers = arena.allocate(ValueLayout.JAVA_FLOAT, count);
        for (int i = 0; i < count; i++) {
            numbers.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
        }
        return numbers;
    }

    private static long onCard(CudaDriver driver, DeviceMemory memory, MemorySegment host) {
        long address = memory.allocate(host.byteSize());
        driver.toDevice(host, address, host.byteSize());
        return address;
    }
}
