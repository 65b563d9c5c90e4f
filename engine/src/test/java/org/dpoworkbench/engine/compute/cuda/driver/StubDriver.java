package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A CUDA driver in this process's memory: the functions as `cuda.h` of CUDA 13 declares them. It notes
/// the calls, hands out memory, runs no kernel, and fails with any number that it is told to.
@SuppressWarnings({"unused", "NamingConvention"}) // called from native code, by the names that they have there
public final class StubDriver implements AutoCloseable {
    static final long CONTEXT = 0xC0_0000_0001L;
    static final long STREAM = 0x57_0000_0002L;
    static final long MODULE = 0x30_0000_0003L;
    static final long FUNCTION = 0xF0_0000_0004L;
    static final int ILLEGAL_ADDRESS = 700;

    private static final int DEVICE = 40; // its handle, which is not its number
    private static final int TOO_LARGE = 2;

    /// @param attributes by `CUdevice_attribute`
    record StubCard(String name, byte[] uuid, long memory, Map<Integer, Integer> attributes) {}

    private final Arena arena = Arena.ofShared();
    private final Map<String, MemorySegment> texts = new HashMap<>();
    private final Map<Long, Long> memory = new HashMap<>();
    private final List<StubCard> cards = new ArrayList<>();

    /// Every call, with what tells it from others.
    public final List<String> calls = new ArrayList<>();

    /// What a function answers instead of doing anything.
    public final Map<String, Integer> failures = new HashMap<>();

    /// What every call after it answers, once a kernel has done it.
    int sticky;

    /// What happens to the context when the next kernel is done.
    int kernelFails;

    String compilerSays = "";
    public int version = 12_040;
    public long free = 24L << 30;
    byte[] image = {};
    byte[] arguments = {};

    public static StubDriver withOneCard() {
        return new StubDriver().add("NVIDIA Example 24", 8, 9, 76, 24L << 30);
    }

    public StubDriver add(String name, int major, int minor, int multiprocessors, long bytes) {
        byte[] uuid = new byte[16];
        for (int i = 0; i < uuid.length; i++) {
            uuid[i] = (byte) (0xa0 + 16 * cards.size() + i);
        }
        cards.add(new StubCard(name, uuid, bytes, Map.of(16, multiprocessors, 75, major, 76, minor)));
        return this;
    }

    public SymbolLookup library() {
        return StubLibrary.of(this, "cu", arena);
    }

    long liveAllocations() {
        return memory.size();
    }

    private int done(String function, String call) {
        calls.add(call);
        return sticky != 0 ? sticky : failures.getOrDefault(function, 0);
    }

    private int inContext(String function, String call) {
        return done(function, call + " on " + Thread.currentThread().getName());
    }

    int cuInit(int flags) {
        return done("cuInit", "cuInit " + flags);
    }

    int cuDriverGetVersion(long answer) {
        StubLibrary.at(answer, 4).set(JAVA_INT, 0, version);
        return done("cuDriverGetVersion", "cuDriverGetVersion");
    }

    int cuDeviceGetCount(long answer) {
        StubLibrary.at(answer, 4).set(JAVA_INT, 0, cards.size());
        return done("cuDeviceGetCount", "cuDeviceGetCount");
    }

    int cuDeviceGet(long answer, int ordinal) {
        StubLibrary.at(answer, 4).set(JAVA_INT, 0, DEVICE + ordinal);
        return done("cuDeviceGet", "cuDeviceGet " + ordinal);
    }

    int cuDeviceGetName(long answer, int bytes, int device) {
        StubLibrary.at(answer, bytes).setString(0, cards.get(device - DEVICE).name());
        return done("cuDeviceGetName", "cuDeviceGetName");
    }

    int cuDeviceGetUuid_v2(long answer, int device) {
        MemorySegment.copy(cards.get(device - DEVICE).uuid(), 0, StubLibrary.at(answer, 16), JAVA_BYTE, 0, 16);
        return done("cuDeviceGetUuid_v2", "cuDeviceGetUuid_v2");
    }

    int cuDeviceGetAttribute(long answer, int attribute, int device) {
        StubLibrary.at(answer, 4)
                .set(JAVA_INT, 0, cards.get(device - DEVICE).attributes().get(attribute));
        return done("cuDeviceGetAttribute", "cuDeviceGetAttribute " + attribute);
    }

    int cuDeviceTotalMem_v2(long answer, int device) {
        StubLibrary.at(answer, 8).set(JAVA_LONG, 0, cards.get(device - DEVICE).memory());
        return done("cuDeviceTotalMem_v2", "cuDeviceTotalMem_v2");
    }

    int cuDevicePrimaryCtxRetain(long answer, int device) {
        StubLibrary.at(answer, 8).set(JAVA_LONG, 0, CONTEXT + device - DEVICE);
        return done("cuDevicePrimaryCtxRetain", "cuDevicePrimaryCtxRetain " + (device - DEVICE));
    }

    int cuDevicePrimaryCtxRelease_v2(int device) {
        return done("cuDevicePrimaryCtxRelease_v2", "cuDevicePrimaryCtxRelease_v2 " + (device - DEVICE));
    }

    int cuCtxSetCurrent(long context) {
        return inContext("cuCtxSetCurrent", "cuCtxSetCurrent " + (context == 0 ? "none" : context - CONTEXT));
    }

    int cuMemGetInfo_v2(long freeAnswer, long totalAnswer) {
        StubLibrary.at(freeAnswer, 8).set(JAVA_LONG, 0, free);
        StubLibrary.at(totalAnswer, 8).set(JAVA_LONG, 0, cards.getFirst().memory());
        return done("cuMemGetInfo_v2", "cuMemGetInfo_v2");
    }

    int cuMemAlloc_v2(long answer, long bytes) {
        int code = done("cuMemAlloc_v2", "cuMemAlloc_v2 " + bytes);
        if (code != 0) {
            return code;
        }
        if (bytes > free) {
            return TOO_LARGE;
        }
        long address = arena.allocate(bytes, 256).address();
        memory.put(address, bytes);
        StubLibrary.at(answer, 8).set(JAVA_LONG, 0, address);
        return 0;
    }

    int cuMemFree_v2(long address) {
        return memory.remove(address) == null ? 1 : done("cuMemFree_v2", "cuMemFree_v2");
    }

    int cuMemHostAlloc(long answer, long bytes, int flags) {
        int code = done("cuMemHostAlloc", "cuMemHostAlloc " + bytes + " " + flags);
        if (code == 0) {
            long address = arena.allocate(bytes, 256).address();
            memory.put(address, bytes);
            StubLibrary.at(answer, 8).set(JAVA_LONG, 0, address);
        }
        return code;
    }

    int cuMemHostGetDevicePointer_v2(long answer, long host, int flags) {
        if (!memory.containsKey(host) || flags != 0) {
            return 1;
        }
        StubLibrary.at(answer, 8).set(JAVA_LONG, 0, host);
        return done("cuMemHostGetDevicePointer_v2", "cuMemHostGetDevicePointer_v2");
    }

    int cuMemFreeHost(long host) {
        return memory.remove(host) == null ? 1 : done("cuMemFreeHost", "cuMemFreeHost");
    }

    int cuMemcpyHtoD_v2(long target, long source, long bytes) {
        return copy("cuMemcpyHtoD_v2", target, source, bytes);
    }

    int cuMemcpyDtoH_v2(long target, long source, long bytes) {
        return copy("cuMemcpyDtoH_v2", target, source, bytes);
    }

    int cuMemcpyDtoDAsync_v2(long target, long source, long bytes, long stream) {
        return stream == STREAM ? copy("cuMemcpyDtoDAsync_v2", target, source, bytes) : 400;
    }

    private int copy(String function, long target, long source, long bytes) {
        int code = inContext(function, function + " " + bytes);
        if (code == 0) {
            StubLibrary.at(target, bytes).copyFrom(StubLibrary.at(source, bytes));
        }
        return code;
    }

    int cuMemsetD32Async(long address, int word, long count, long stream) {
        int code = done("cuMemsetD32Async", "cuMemsetD32Async " + count);
        for (long i = 0; code == 0 && i < count; i++) {
            StubLibrary.at(address, 4 * count).setAtIndex(JAVA_INT, i, word);
        }
        return stream == STREAM ? code : 400;
    }

    int cuModuleLoadDataEx(long answer, long code, int options, long names, long values) {
        int result = done("cuModuleLoadDataEx", "cuModuleLoadDataEx " + options);
        image = StubLibrary.at(code, 1 << 20).getString(0).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < options; i++) {
            if (StubLibrary.at(names, 4L * options).getAtIndex(JAVA_INT, i) == 5) {
                long log = StubLibrary.at(values, 8L * options).getAtIndex(JAVA_LONG, i);
                long bytes = StubLibrary.at(values, 8L * options).getAtIndex(JAVA_LONG, i + 1);
                StubLibrary.at(log, bytes).setString(0, compilerSays);
            }
        }
        StubLibrary.at(answer, 8).set(JAVA_LONG, 0, MODULE);
        return result;
    }

    int cuModuleUnload(long module) {
        return module == MODULE ? done("cuModuleUnload", "cuModuleUnload") : 400;
    }

    int cuModuleGetFunction(long answer, long module, long name) {
        String called = StubLibrary.at(name, 256).getString(0);
        StubLibrary.at(answer, 8).set(JAVA_LONG, 0, FUNCTION);
        return module != MODULE ? 400 : done("cuModuleGetFunction", "cuModuleGetFunction " + called);
    }

    int cuLaunchKernel(
            long function,
            int gridX,
            int gridY,
            int gridZ,
            int blockX,
            int blockY,
            int blockZ,
            int sharedBytes,
            long stream,
            long parameters,
            long extra) {
        MemorySegment words = StubLibrary.at(extra, 5 * Long.BYTES);
        if (function != FUNCTION
                || stream != STREAM
                || parameters != 0
                || words.getAtIndex(JAVA_LONG, 0) != 1
                || words.getAtIndex(JAVA_LONG, 2) != 2
                || words.getAtIndex(JAVA_LONG, 4) != 0) {
            return 1;
        }
        long bytes = StubLibrary.at(words.getAtIndex(JAVA_LONG, 3), 8).get(JAVA_LONG, 0);
        arguments = StubLibrary.at(words.getAtIndex(JAVA_LONG, 1), bytes).toArray(JAVA_BYTE);
        int code = done(
                "cuLaunchKernel",
                "cuLaunchKernel %d,%d,%d of %d,%d,%d with %d"
                        .formatted(gridX, gridY, gridZ, blockX, blockY, blockZ, sharedBytes));
        sticky = code == 0 && kernelFails != 0 ? kernelFails : sticky;
        return code;
    }

    int cuStreamCreate(long answer, int flags) {
        StubLibrary.at(answer, 8).set(JAVA_LONG, 0, STREAM);
        return done("cuStreamCreate", "cuStreamCreate " + flags);
    }

    int cuStreamSynchronize(long stream) {
        return stream == STREAM ? done("cuStreamSynchronize", "cuStreamSynchronize") : 400;
    }

    int cuStreamDestroy_v2(long stream) {
        return stream == STREAM ? done("cuStreamDestroy_v2", "cuStreamDestroy_v2") : 400;
    }

    int cuGetErrorName(int code, long answer) {
        return text(
                answer,
                switch (code) {
                    case 2 -> "CUDA_ERROR_OUT_OF_MEMORY";
                    case 100 -> "CUDA_ERROR_NO_DEVICE";
                    case 218 -> "CUDA_ERROR_INVALID_PTX";
                    case 700 -> "CUDA_ERROR_ILLEGAL_ADDRESS";
                    case 803 -> "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH";
                    default -> "";
                });
    }

    int cuGetErrorString(int code, long answer) {
        return text(
                answer,
                switch (code) {
                    case 2 -> "out of memory";
                    case 100 -> "no CUDA-capable device is detected";
                    case 218 -> "a PTX JIT compilation failed";
                    case 700 -> "an illegal memory access was encountered";
                    case 803 -> "system has unsupported display driver / cuda driver combination";
                    default -> "";
                });
    }

    /// An error that is none of the driver's is `CUDA_ERROR_INVALID_VALUE`, and the answer is no pointer.
    private int text(long answer, String text) {
        MemorySegment pointer = StubLibrary.at(answer, 8);
        if (text.isEmpty()) {
            pointer.set(JAVA_LONG, 0, 0);
            return 1;
        }
        pointer.set(
                JAVA_LONG, 0, texts.computeIfAbsent(text, arena::allocateFrom).address());
        return 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
