package org.dpoworkbench.engine.compute.cuda.emulator;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;

/// The card's global memory. Every allocation has addresses of its own that are never given again, far from the
/// others: an access past the end, before the start, or after the release hits nothing.
final class DeviceMemory {
    private static final long FIRST = 0x7_0000_0000L;
    private static final long ALIGNMENT = 256;
    private static final long GAP = 1L << 24;

    private final TreeMap<Long, Region> regions = new TreeMap<>();
    private final long limit;
    private long used;
    /// Shared by all cards: kernels are decoded once for all of them, and an address never means two things.
    private static final AtomicLong NEXT = new AtomicLong(FIRST);

    DeviceMemory(long limit) {
        this.limit = limit;
    }

    long freeBytes() {
        return limit - used;
    }

    Region allocate(long bytes) {
        long taken = bytes + ALIGNMENT - 1 & -ALIGNMENT;
        if (bytes <= 0) {
            throw new CudaException("cuMemAlloc of " + bytes + " bytes", 1, "CUDA_ERROR_INVALID_VALUE");
        }
        if (taken > limit - used || bytes > Integer.MAX_VALUE - 64) {
            throw new CudaException(
                    String.format("cuMemAlloc of %,d bytes", bytes),
                    CudaException.OUT_OF_MEMORY,
                    "CUDA_ERROR_OUT_OF_MEMORY: out of memory");
        }
        used += taken;
        Region region = new Region(place(bytes), (int) bytes, true);
        add(region);
        return region;
    }

    /// As from another memory: its size counts for nothing here.
    Region allocateUncounted(long bytes) {
        Region region = new Region(place(bytes), Math.toIntExact(bytes), true);
        add(region);
        return region;
    }

    /// An address where nothing is.
    static long place(long bytes) {
        return NEXT.getAndAdd((bytes + 2 * GAP) & -GAP);
    }

    void add(Region region) {
        regions.put(region.base, region);
    }

    void close() {
        regions.values().forEach(Region::release);
        regions.clear();
    }

    void clearWriters() {
        for (Region region : regions.values()) {
            Arrays.fill(region.writers, 0);
        }
    }

    void release(long address) {
        Region region = regions.remove(address);
        if (region == null) {
            throw new IllegalStateException("cuMemFree of an address that was not allocated: " + hex(address));
        }
        used -= region.size + ALIGNMENT - 1 & -ALIGNMENT;
        region.release();
    }

    /// The region in which all of the bytes lie, or null.
    Region find(long address, long count) {
        Map.Entry<Long, Region> entry = regions.floorEntry(address);
        if (entry == null) {
            return null;
        }
        Region region = entry.getValue();
        return address - region.base <= region.size - count ? region : null;
    }

    private Region need(String call, long address, long count) {
        Region region = find(address, count);
        if (region == null) {
            throw new IllegalStateException(call + " of " + count + " bytes at " + hex(address)
                    + " is outside of every allocation" + nearest(address));
        }
        return region;
    }

    /// What lies next to an address that hit nothing.
    String nearest(long address) {
        Map.Entry<Long, Region> entry = regions.floorEntry(address);
        if (entry == null) {
            return "";
        }
        Region region = entry.getValue();
        return String.format(
                " (%,d bytes after the start of an allocation of %,d)", address - region.base, region.size);
    }

    void toDevice(MemorySegment source, long target, long count) {
        Region region = need("a copy to the card", target, count);
        int at = (int) (target - region.base);
        MemorySegment.copy(source, 0, MemorySegment.ofArray(region.bytes), at, count);
        Arrays.fill(region.state, at, (int) (at + count), Region.WRITTEN);
    }

    void toHost(long source, MemorySegment target, long count) {
        Region region = need("a copy from the card", source, count);
        int at = (int) (source - region.base);
        for (int i = at; i < at + count; i++) {
            if (region.state[i] != Region.WRITTEN) {
                throw new IllegalStateException(String.format(
                        "a copy from the card reads byte %,d of an allocation of %,d, which was never written",
                        i, region.size));
            }
        }
        MemorySegment.copy(MemorySegment.ofArray(region.bytes), at, target, 0, count);
    }

    void onDevice(long source, long target, long count) {
        Region from = need("a copy on the card", source, count);
        Region to = need("a copy on the card", target, count);
        System.arraycopy(from.bytes, (int) (source - from.base), to.bytes, (int) (target - to.base), (int) count);
        System.arraycopy(from.state, (int) (source - from.base), to.state, (int) (target - to.base), (int) count);
    }

    void fill(long address, int word, long words) {
        Region region = need("a fill", address, words * Integer.BYTES);
        if (address % Integer.BYTES != 0) {
            throw new IllegalStateException("a fill at " + hex(address) + ", which is no multiple of 4");
        }
        int at = (int) (address - region.base);
        int end = (int) (at + words * Integer.BYTES);
        for (int i = at; i < end; i += Integer.BYTES) {
            Region.INT.set(region.bytes, i, word);
        }
        Arrays.fill(region.state, at, end, Region.WRITTEN);
    }

    static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
