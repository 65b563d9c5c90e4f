package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.dpoworkbench.engine.problem.UserError;

/// One card through the driver's library.
///
/// Kernels, fills and copies on the card go to one stream. It is an ordinary one, which waits for the default stream
/// and is waited for by it, where the copies from and to the host are done: so everything happens in the order given
/// (CUDA Driver API, "Stream synchronization behavior").
public final class NativeCudaDriver implements CudaDriver {
    private static final int ORDINARY_STREAM = 0; // CU_STREAM_DEFAULT
    private static final int JIT_ERROR_LOG_BUFFER = 5; // CU_JIT_ERROR_LOG_BUFFER
    private static final int JIT_ERROR_LOG_BUFFER_BYTES = 6; // CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES
    private static final int LOG_BYTES = 8192;
    private static final long PARAM_END = 0; // CU_LAUNCH_PARAM_END
    private static final long PARAM_BUFFER_POINTER = 1; // CU_LAUNCH_PARAM_BUFFER_POINTER
    private static final long PARAM_BUFFER_SIZE = 2; // CU_LAUNCH_PARAM_BUFFER_SIZE
    private static final int BUFFER_SLOT = 1;
    private static final long MIB = 1 << 20;

    private static final int FOR_THE_CARD = 2; // CU_MEMHOSTALLOC_DEVICEMAP

    private static final AtomicLong INSTANCES = new AtomicLong();

    /// The instance whose context is current on a thread; contexts are a thread's, not an instance's.
    private static final ThreadLocal<long[]> CURRENT = ThreadLocal.withInitial(() -> new long[1]);

    private final long number = INSTANCES.incrementAndGet();
    private final Arena arena = Arena.ofShared();
    private final DriverCalls calls;
    private final DriverErrors errors;
    private final Card card;
    private final int device;
    private final long context;
    private final long stream;
    private final Set<Long> allocated = new HashSet<>();
    private final List<Long> onHost = new ArrayList<>();
    private final List<Long> modules = new ArrayList<>();
    private final MemorySegment answer = arena.allocate(JAVA_LONG, 2);
    private final MemorySegment argumentBytes = arena.allocate(JAVA_LONG);
    private final MemorySegment launchExtra = arena.allocateFrom(
            JAVA_LONG,
            PARAM_BUFFER_POINTER,
            0, // the arguments' address: BUFFER_SLOT
            PARAM_BUFFER_SIZE,
            argumentBytes.address(),
            PARAM_END);

    /// Opens a card.
    ///
    /// @param library the driver's
    /// @param card    one of [Cards#of] the same library
    /// @throws CudaException where the driver refuses
    public NativeCudaDriver(SymbolLookup library, Card card) {
        this.card = card;
        calls = new DriverCalls(library);
        errors = new DriverErrors(calls);
        try {
            check("cuInit", calls.init());
            check("cuDeviceGet of card " + card.ordinal(), calls.deviceGet(answer.address(), card.ordinal()));
            device = answer.get(JAVA_INT, 0);
            check("cuDevicePrimaryCtxRetain of " + card.name(), calls.primaryCtxRetain(answer.address(), device));
            context = answer.get(JAVA_LONG, 0);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
        try {
            use();
            check("cuStreamCreate", calls.streamCreate(answer.address(), ORDINARY_STREAM));
            stream = answer.get(JAVA_LONG, 0);
        } catch (RuntimeException e) {
            calls.primaryCtxRelease(device);
            CURRENT.get()[0] = 0;
            arena.close();
            throw e;
        }
    }

    /// Makes the card's context the thread's where it is not yet. A virtual thread may move between the threads that
    /// carry it, so nothing is remembered of it.
    private void use() {
        long[] current = CURRENT.get();
        if (current[0] != number || Thread.currentThread().isVirtual()) {
            check("cuCtxSetCurrent", calls.ctxSetCurrent(context));
            current[0] = number;
        }
    }

    private void check(String call, int code) {
        if (code != 0) {
            throw errors.of(call, code);
        }
    }

    @Override
    public Card card() {
        return card;
    }

    @Override
    public long freeBytes() {
        use();
        check("cuMemGetInfo", calls.memGetInfo(answer.address(), answer.address() + Long.BYTES));
        return answer.get(JAVA_LONG, 0);
    }

    @Override
    public long allocate(long bytes) {
        use();
        int code = calls.memAlloc(answer.address(), bytes);
        if (code != 0) {
            throw errors.of("cuMemAlloc of %,d bytes%s".formatted(bytes, left(code)), code);
        }
        long address = answer.get(JAVA_LONG, 0);
        allocated.add(address);
        return address;
    }

    @Override
    public long allocateOnHost(long bytes) {
        use();
        int code = calls.memHostAlloc(answer.address(), bytes, FOR_THE_CARD);
        if (code != 0) {
            throw new UserError(("The system could not set %,d MiB of its memory aside for the card: %s. --optim"
                            + " paged_adamw_8bit needs a quarter of what paged_adamw_32bit does; adamw_8bit, and an"
                            + " adapter (--use-peft), need none.")
                    .formatted(bytes / MIB, errors.of("cuMemHostAlloc", code).getMessage()));
        }
        long host = answer.get(JAVA_LONG, 0);
        onHost.add(host);
        check("cuMemHostGetDevicePointer", calls.memHostGetDevicePointer(answer.address(), host));
        return answer.get(JAVA_LONG, 0);
    }

    /// What is left of the card's memory where that is why it failed.
    private String left(int code) {
        boolean tell = code == CudaException.OUT_OF_MEMORY
                && calls.memGetInfo(answer.address(), answer.address() + Long.BYTES) == 0;
        return tell
                ? " on %s, which has %,d MiB free of %,d,"
                        .formatted(card.name(), answer.get(JAVA_LONG, 0) / MIB, answer.get(JAVA_LONG, Long.BYTES) / MIB)
                : "";
    }

    @Override
    public void release(long address) {
        use();
        check("cuMemFree", calls.memFree(address));
        allocated.remove(address);
    }

    @Override
    public void toDevice(MemorySegment source, long target, long bytes) {
        requireRoom(source, bytes);
        if (bytes > 0) {
            use();
            int code = calls.memcpyHtoD(target, source.address(), bytes);
            Reference.reachabilityFence(source);
            if (code != 0) {
                throw errors.of("cuMemcpyHtoD of %,d bytes".formatted(bytes), code);
            }
        }
    }

    @Override
    public void toHost(long source, MemorySegment target, long bytes) {
        requireRoom(target, bytes);
        if (bytes > 0) {
            use();
            int code = calls.memcpyDtoH(target.address(), source, bytes);
            Reference.reachabilityFence(target);
            if (code != 0) {
                throw errors.of("cuMemcpyDtoH of %,d bytes".formatted(bytes), code);
            }
        }
    }

    private static void requireRoom(MemorySegment memory, long bytes) {
        if (!memory.isNative() || bytes < 0 || bytes > memory.byteSize()) {
            throw new IllegalArgumentException(
                    bytes + " bytes of " + (memory.isNative() ? memory.byteSize() + "" : "memory of the Java heap"));
        }
    }

    @Override
    public void onDevice(long source, long target, long bytes) {
        if (bytes > 0) {
            use();
            int code = calls.memcpyDtoDAsync(target, source, bytes, stream);
            if (code != 0) {
                throw errors.of("cuMemcpyDtoDAsync of %,d bytes".formatted(bytes), code);
            }
        }
    }

    @Override
    public void fill(long address, int word, long count) {
        if (count > 0) {
            use();
            int code = calls.memsetD32Async(address, word, count, stream);
            if (code != 0) {
                throw errors.of("cuMemsetD32Async of %,d words".formatted(count), code);
            }
        }
    }

    /// The driver takes machine code or a text; a text ends with a zero.
    @Override
    public long module(byte[] image) {
        use();
        try (Arena call = Arena.ofConfined()) {
            MemorySegment code = call.allocate(image.length + 1L, Long.BYTES);
            MemorySegment.copy(image, 0, code, JAVA_BYTE, 0, image.length);
            MemorySegment log = call.allocate(LOG_BYTES);
            MemorySegment names = call.allocateFrom(JAVA_INT, JIT_ERROR_LOG_BUFFER, JIT_ERROR_LOG_BUFFER_BYTES);
            MemorySegment values = call.allocateFrom(JAVA_LONG, log.address(), LOG_BYTES);
            int result = calls.moduleLoadDataEx(answer.address(), code.address(), 2, names.address(), values.address());
            if (result != 0) {
                log.set(JAVA_BYTE, LOG_BYTES - 1L, (byte) 0);
                throw errors.of("cuModuleLoadDataEx of %,d bytes%s".formatted(image.length, said(log)), result);
            }
            long module = answer.get(JAVA_LONG, 0);
            modules.add(module);
            return module;
        }
    }

    private static String said(MemorySegment log) {
        String text = log.getString(0).strip();
        return text.isEmpty() ? "" : ", whose compiler said \"" + text + "\",";
    }

    @Override
    public long function(long module, String name) {
        use();
        try (Arena call = Arena.ofConfined()) {
            check(
                    "cuModuleGetFunction of " + name,
                    calls.moduleGetFunction(
                            answer.address(), module, call.allocateFrom(name).address()));
            return answer.get(JAVA_LONG, 0);
        }
    }

    @Override
    public void launch(long function, int gridX, int gridY, int threads, Arguments arguments) {
        use();
        argumentBytes.set(JAVA_LONG, 0, arguments.bytes());
        launchExtra.setAtIndex(JAVA_LONG, BUFFER_SLOT, arguments.buffer().address());
        int code = calls.launchKernel(function, gridX, gridY, threads, stream, launchExtra.address());
        Reference.reachabilityFence(arguments);
        if (code != 0) {
            throw errors.of("cuLaunchKernel of %d × %d blocks of %d threads".formatted(gridX, gridY, threads), code);
        }
    }

    @Override
    public void synchronize() {
        use();
        check("cuStreamSynchronize", calls.streamSynchronize(stream));
    }

    /// After an error that spoils the context nothing can be given back, and the process's end does it; so nothing is
    /// asked of the answers.
    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        calls.ctxSetCurrent(context);
        calls.streamSynchronize(stream);
        allocated.forEach(calls::memFree);
        onHost.forEach(calls::memFreeHost);
        modules.forEach(calls::moduleUnload);
        calls.streamDestroy(stream);
        calls.ctxSetCurrent(0);
        calls.primaryCtxRelease(device);
        CURRENT.get()[0] = 0;
        arena.close();
    }
}
