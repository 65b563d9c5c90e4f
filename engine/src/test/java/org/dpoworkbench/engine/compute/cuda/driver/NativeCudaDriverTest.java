package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a driver made of Java methods: what the bindings hand over and what they make of the answers. That a real
/// driver does what its header says is not tested here.
class NativeCudaDriverTest {
    private final StubDriver stub = StubDriver.withOneCard();
    private final SymbolLookup library = stub.library();
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void end() {
        arena.close();
        stub.close();
    }

    private NativeCudaDriver open() {
        return new NativeCudaDriver(library, Cards.of(library).choose(Optional.empty()));
    }

    @Test
    void memoryGoesThereAndBackAndIsFilledAndCopied() {
        try (NativeCudaDriver driver = open()) {
            long a = driver.allocate(64);
            long b = driver.allocate(64);
            driver.toDevice(arena.allocateFrom(JAVA_FLOAT, 1, 2, 3, 4), a, 16);
            driver.fill(a + 16, Float.floatToRawIntBits(9), 2);
            driver.onDevice(a + 8, b, 16);
            MemorySegment back = arena.allocate(16);
            driver.toHost(b, back, 16);

            assertThat(back.toArray(JAVA_FLOAT)).containsExactly(3, 4, 9, 9);
            driver.release(a);
            assertThat(stub.liveAllocations()).isEqualTo(1);
        }
        assertThat(stub.liveAllocations()).isZero();
    }

    /// As a C compiler lays out `(float *x, int n, float f, double d, int m)`: each at a multiple of its size.
    @Test
    void aKernelGetsItsGridAndItsArgumentsAsCLaysThemOut() {
        try (NativeCudaDriver driver = open()) {
            long function = driver.function(driver.module("text".getBytes(StandardCharsets.UTF_8)), "norm");
            Arguments arguments = new Arguments(arena);
            driver.launch(
                    function,
                    1_000_000,
                    3,
                    256,
                    arguments
                            .begin()
                            .add(0x1122334455667788L)
                            .add(7)
                            .add(1.5f)
                            .add(2.5)
                            .add(-1));

            assertThat(stub.calls).contains("cuModuleGetFunction norm", "cuLaunchKernel 1000000,3,1 of 256,1,1 with 0");
            assertThat(stub.arguments)
                    .isEqualTo(ByteBuffer.allocate(28)
                            .order(ByteOrder.nativeOrder())
                            .putLong(0x1122334455667788L)
                            .putInt(7)
                            .putFloat(1.5f)
                            .putDouble(2.5)
                            .putInt(-1)
                            .array());
        }
    }

    @Test
    void argumentsAreWrittenAnewForEveryKernel() {
        try (NativeCudaDriver driver = open()) {
            long function = driver.function(driver.module(new byte[] {1}), "f");
            Arguments arguments = new Arguments(arena);
            driver.launch(function, 1, 1, 32, arguments.begin().add(1).add(2L));
            driver.launch(function, 1, 1, 32, arguments.begin().add(3));

            assertThat(stub.arguments).containsExactly(3, 0, 0, 0);
        }
    }

    @Test
    void outOfMemorySaysWhatWasAskedAndWhatIsFree() {
        stub.free = 3L << 30;
        try (NativeCudaDriver driver = open()) {
            assertThatThrownBy(() -> driver.allocate(5L << 30))
                    .isInstanceOfSatisfying(
                            CudaException.class,
                            e -> assertThat(e.isOutOfMemory()).isTrue())
                    .hasMessage("cuMemAlloc of 5,368,709,120 bytes on NVIDIA Example 24, which has 3,072 MiB free of"
                            + " 24,576, failed: CUDA_ERROR_OUT_OF_MEMORY, out of memory (2)");
        }
    }

    @Test
    void memoryOfTheHostIsReachedByTheCardAndGivenBackAtTheEnd() {
        try (NativeCudaDriver driver = open()) {
            long address = driver.allocateOnHost(64);
            driver.toDevice(arena.allocate(64), address, 64);
        }
        assertThat(stub.calls)
                .containsSubsequence(
                        "cuMemHostAlloc 64 2",
                        "cuMemHostGetDevicePointer_v2",
                        "cuMemcpyHtoD_v2 64 on main",
                        "cuMemFreeHost");
    }

    @Test
    void aKernelThatWentWrongIsToldByWhateverIsCalledNextAndTheEndStillComes() {
        stub.kernelFails = StubDriver.ILLEGAL_ADDRESS;
        NativeCudaDriver driver = open();
        long function = driver.function(driver.module(new byte[] {1}), "f");
        driver.launch(function, 1, 1, 32, new Arguments(arena).begin());

        assertThatThrownBy(driver::synchronize)
                .hasMessage("cuStreamSynchronize failed: CUDA_ERROR_ILLEGAL_ADDRESS, an illegal memory access was"
                        + " encountered (700). A kernel went wrong, and this process cannot use the card any more."
                        + " That is an error in the program.");
        assertThatThrownBy(() -> driver.toHost(driver.card().memoryBytes(), arena.allocate(4), 4))
                .isInstanceOf(CudaException.class)
                .hasMessageContaining("(700)");
        driver.close();
        assertThat(stub.calls).endsWith("cuDevicePrimaryCtxRelease_v2 0");
    }

    @Test
    void refusedKernelTextIsToldWithTheCompilersWords() {
        stub.failures.put("cuModuleLoadDataEx", 218);
        stub.compilerSays = "ptxas application ptx input, line 9; error   : Unknown symbol 'foo'\n";
        try (NativeCudaDriver driver = open()) {
            assertThatThrownBy(() -> driver.module(".version 99".getBytes(StandardCharsets.UTF_8)))
                    .hasMessageContaining("line 9; error   : Unknown symbol 'foo'\"")
                    .hasMessageContaining("CUDA_ERROR_INVALID_PTX");
        }
        assertThat(new String(stub.image, StandardCharsets.UTF_8)).isEqualTo(".version 99");
    }

    @Test
    void anErrorWithoutANameIsTold() {
        stub.failures.put("cuMemsetD32Async", 4711);
        try (NativeCudaDriver driver = open()) {
            assertThatThrownBy(() -> driver.fill(driver.allocate(8), 0, 2))
                    .hasMessage("cuMemsetD32Async of 2 words failed: an error that the driver has no name for (4711)");
        }
    }

    @Test
    void anotherThreadGetsTheCardsContextOnceAndTheFirstKeepsIt() throws InterruptedException {
        try (NativeCudaDriver driver = open()) {
            long address = driver.allocate(4);
            Thread other = Thread.ofPlatform().name("other").start(() -> {
                driver.fill(address, 1, 1);
                driver.fill(address, 2, 1);
            });
            other.join();
            driver.fill(address, 3, 1);

            assertThat(stub.calls.stream().filter(call -> call.startsWith("cuCtxSetCurrent")))
                    .containsExactly(
                            "cuCtxSetCurrent 0 on " + Thread.currentThread().getName(), "cuCtxSetCurrent 0 on other");
        }
    }

    @Test
    void twoCardsOnOneThreadAreToldApart() {
        stub.add("NVIDIA Example 80", 9, 0, 132, 80L << 30);
        Cards cards = Cards.of(library);
        try (NativeCudaDriver first = new NativeCudaDriver(library, cards.all().get(0));
                NativeCudaDriver second =
                        new NativeCudaDriver(library, cards.all().get(1))) {
            stub.calls.clear();
            first.synchronize();
            second.synchronize();
            second.synchronize();

            String thread = Thread.currentThread().getName();
            assertThat(stub.calls)
                    .containsExactly(
                            "cuCtxSetCurrent 0 on " + thread,
                            "cuStreamSynchronize",
                            "cuCtxSetCurrent 1 on " + thread,
                            "cuStreamSynchronize",
                            "cuStreamSynchronize");
        }
    }

    @Test
    void memoryOfTheJavaHeapAndCopiesPastTheEndAreRefused() {
        try (NativeCudaDriver driver = open()) {
            long address = driver.allocate(8);
            assertThatThrownBy(() -> driver.toDevice(MemorySegment.ofArray(new float[2]), address, 8))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> driver.toHost(address, arena.allocate(JAVA_BYTE), 8))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingIsLeftBehindWhereOpeningFails() {
        stub.failures.put("cuStreamCreate", 2);
        assertThatThrownBy(this::open).isInstanceOf(CudaException.class);
        assertThat(stub.calls).endsWith("cuDevicePrimaryCtxRelease_v2 0");
    }

    @Test
    void aLibraryWithoutAFunctionIsNamed() {
        SymbolLookup older = name -> name.equals("cuMemsetD32Async") ? Optional.empty() : library.find(name);
        assertThatThrownBy(() -> Cards.of(older))
                .isInstanceOf(MissingFunctionException.class)
                .hasMessageContaining("cuMemsetD32Async");
    }
}
