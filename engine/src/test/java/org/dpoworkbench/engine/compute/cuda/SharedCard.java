package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.InstalledDriver;
import org.dpoworkbench.engine.compute.cuda.emulator.EmulatedDriver;

/// One card for many short-lived backends: modules are read once, and closing leaves it open. It is the
/// emulated one, or, with `-Dcard=real`, the first of this machine (profile `card`).
public final class SharedCard implements CudaDriver {
    private static final SharedCard ONE = new SharedCard();

    private final CudaDriver card = "real".equals(System.getProperty("card"))
            ? InstalledDriver.find(CudaLibraries.search()).open(Optional.empty())
            : new EmulatedDriver();
    private final Map<byte[], Long> modules = new IdentityHashMap<>();
    private static final Map<String, byte[]> IMAGES = new java.util.HashMap<>();

    private SharedCard() {}

    /// A backend on it.
    public static CudaBackend backend(Precision precision) {
        return new CudaBackend(
                ONE,
                precision,
                new KernelImages("the emulator", name -> IMAGES.computeIfAbsent(name, ShippedKernels::ptx)));
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
    public void release(long address) {
        card.release(address);
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
    public long module(byte[] image) {
        return modules.computeIfAbsent(image, card::module);
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

    @Override
    public void close() {
        // The card outlives its backends.
    }
}
