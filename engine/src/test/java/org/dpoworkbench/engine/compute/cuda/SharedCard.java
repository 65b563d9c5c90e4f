package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.InstalledDriver;
import org.dpoworkbench.engine.compute.cuda.emulator.EmulatedDriver;

/// One card for many short-lived backends: modules are loaded once, and closing gives memory back and leaves the card
/// open. It is the emulated one, or, with `-Dcard=real`, the first of this machine (profile `card`).
public final class SharedCard implements CudaDriver {
    private static final CudaDriver CARD = "real".equals(System.getProperty("card"))
            ? InstalledDriver.find(CudaLibraries.search()).open(Optional.empty())
            : new EmulatedDriver();
    private static final Map<byte[], Long> MODULES = new IdentityHashMap<>();
    private static final Map<String, byte[]> IMAGES = new HashMap<>();

    private final Set<Long> allocated = new HashSet<>();

    private SharedCard() {}

    /// A backend on it.
    public static CudaBackend backend(Precision precision) {
        return new CudaBackend(
                new SharedCard(),
                precision,
                new KernelImages("the card's own", name -> IMAGES.computeIfAbsent(name, ShippedKernels::ptx)));
    }

    @Override
    public Card card() {
        return CARD.card();
    }

    @Override
    public long freeBytes() {
        return CARD.freeBytes();
    }

    @Override
    public long allocate(long bytes) {
        long address = CARD.allocate(bytes);
        allocated.add(address);
        return address;
    }

    @Override
    public long allocateOnHost(long bytes) {
        return allocate(bytes); // the emulated card has one memory, and a real one is open for all tests
    }

    @Override
    public void release(long address) {
        CARD.release(address);
        allocated.remove(address);
    }

    @Override
    public void toDevice(MemorySegment source, long target, long bytes) {
        CARD.toDevice(source, target, bytes);
    }

    @Override
    public void toHost(long source, MemorySegment target, long bytes) {
        CARD.toHost(source, target, bytes);
    }

    @Override
    public void onDevice(long source, long target, long bytes) {
        CARD.onDevice(source, target, bytes);
    }

    @Override
    public void fill(long address, int word, long count) {
        CARD.fill(address, word, count);
    }

    @Override
    public long module(byte[] image) {
        return MODULES.computeIfAbsent(image, CARD::module);
    }

    @Override
    public long function(long module, String name) {
        return CARD.function(module, name);
    }

    @Override
    public void launch(long function, int gridX, int gridY, int threads, Arguments arguments) {
        CARD.launch(function, gridX, gridY, threads, arguments);
    }

    @Override
    public void synchronize() {
        CARD.synchronize();
    }

    @Override
    public void close() {
        allocated.forEach(CARD::release);
        allocated.clear();
    }
}
