package org.dpoworkbench.engine.compute.cuda.emulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;

/// A card that is not there: PTX kernels run in this process, one block after the other, with checks of every access.
/// A kernel that does wrong ends with an error at its launch.
public final class EmulatedDriver implements CudaDriver {
    private static final int MOST_GRID_Y = 65_535;
    private static final long USUAL_MEMORY = 1L << 30;

    private final DeviceMemory memory;
    private final Checks checks;
    private final Card card;
    private final List<PtxModule> modules = new ArrayList<>();
    private final List<Kernel> functions = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private int writers = 1;
    private boolean closed;

    public EmulatedDriver() {
        this(USUAL_MEMORY, Checks.USUAL);
    }

    /// @param memoryBytes of the card
    public EmulatedDriver(long memoryBytes) {
        this(memoryBytes, Checks.USUAL);
    }

    EmulatedDriver(long memoryBytes, Checks checks) {
        this.checks = checks;
        memory = new DeviceMemory(memoryBytes);
        card = new Card(0, "PTX emulator", "GPU-00000000-0000-0000-0000-000000000000", 8, 0, 4, memoryBytes, 12_010);
    }

    @Override
    public Card card() {
        return card;
    }

    @Override
    public long freeBytes() {
        return memory.freeBytes();
    }

    @Override
    public long allocate(long bytes) {
        open();
        return memory.allocate(bytes).base;
    }

    /// Memory of the card's own that is not counted.
    @Override
    public long allocateOnHost(long bytes) {
        open();
        return memory.allocateUncounted(bytes).base;
    }

    @Override
    public void release(long address) {
        open();
        memory.release(address);
    }

    @Override
    public void toDevice(MemorySegment source, long target, long bytes) {
        open();
        memory.toDevice(source, target, bytes);
    }

    @Override
    public void toHost(long source, MemorySegment target, long bytes) {
        open();
        memory.toHost(source, target, bytes);
    }

    @Override
    public void onDevice(long source, long target, long bytes) {
        open();
        memory.onDevice(source, target, bytes);
    }

    @Override
    public void fill(long address, int word, long count) {
        open();
        memory.fill(address, word, count);
    }

    @Override
    public long module(byte[] image) {
        open();
        PtxModule module = PtxModule.of(image);
        if (!modules.contains(module)) {
            module.load(memory);
        }
        modules.add(module);
        return modules.size();
    }

    @Override
    public long function(long module, String name) {
        open();
        Kernel kernel = modules.get((int) module - 1).kernel(name);
        if (kernel == null) {
            throw new CudaException("cuModuleGetFunction of " + name, 500, "CUDA_ERROR_NOT_FOUND: no such kernel");
        }
        functions.add(kernel);
        return functions.size();
    }

    @Override
    public void launch(long function, int gridX, int gridY, int threads, Arguments arguments) {
        open();
        Kernel kernel = functions.get((int) function - 1);
        if (gridX < 1 || gridY < 1 || gridY > MOST_GRID_Y || threads < 1 || threads > kernel.mostThreads) {
            throw new CudaException(
                    String.format(
                            "cuLaunchKernel of %s, (%d, %d) blocks of %d threads", kernel.name, gridX, gridY, threads),
                    1,
                    "CUDA_ERROR_INVALID_VALUE: at most " + kernel.mostThreads + " threads");
        }
        if (arguments.bytes() != kernel.parameterBytes) {
            throw new IllegalStateException(kernel.name + " takes arguments of " + kernel.parameterBytes
                    + " bytes, given are " + arguments.bytes());
        }
        Region parameters = new Region(0, kernel.parameterBytes, false);
        MemorySegment.copy(arguments.buffer(), ValueLayout.JAVA_BYTE, 0, parameters.bytes, 0, kernel.parameterBytes);
        long blocks = (long) gridX * gridY;
        if (writers + blocks > Integer.MAX_VALUE) {
            memory.clearWriters();
            writers = 1;
        }
        Block block = kernel.take(threads, checks);
        block.memory = memory;
        block.parameters = parameters;
        block.gridX = gridX;
        block.gridY = gridY;
        block.firstWriter = writers;
        writers += (int) blocks;
        long executed = 0;
        for (int y = 0; y < gridY; y++) {
            for (int x = 0; x < gridX; x++) {
                executed += block.run(x, y);
            }
        }
        kernel.giveBack(block);
        counts.merge(kernel.name, executed, Long::sum);
    }

    /// A launch has ended when [#launch] returns.
    @Override
    public void synchronize() {
        open();
    }

    /// Warp instructions executed so far, by kernel.
    public Map<String, Long> executed() {
        return Collections.unmodifiableMap(counts);
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("the card was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        memory.close();
    }
}
