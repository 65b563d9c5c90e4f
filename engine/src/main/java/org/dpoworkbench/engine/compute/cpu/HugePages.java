package org.dpoworkbench.engine.compute.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Memory that Linux may give in pages of 2 MiB in place of 4 KiB: whoever reads hundreds of megabytes row by row
/// otherwise spends a good part of the time on looking up where each page lies. See `madvise(2)`, `MADV_HUGEPAGE`.
///
/// It is zero, and a page takes room when it is first written.
final class HugePages {
    static final long PAGE = 2L << 20;

    private static final int READ_WRITE = 3; // PROT_READ | PROT_WRITE
    private static final int PRIVATE_ANONYMOUS = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS
    private static final int ADVICE = 14; // MADV_HUGEPAGE
    private static final long FAILED = -1; // MAP_FAILED

    private final MethodHandle map;
    private final MethodHandle advise;
    private final MethodHandle unmap;

    private HugePages(MethodHandle map, MethodHandle advise, MethodHandle unmap) {
        this.map = map;
        this.advise = advise;
        this.unmap = unmap;
    }

    /// Empty on other systems than Linux.
    static Optional<HugePages> ofThisSystem() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        return Optional.of(new HugePages(
                function(
                        "mmap",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG)),
                function("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)),
                function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG))));
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    /// Memory that begins at a page, until the arena is closed. Where the system has no huge pages to give, it is
    /// ordinary memory.
    ///
    /// @param bytes more than 0
    /// @throws OutOfMemoryError where there is none
    MemorySegment allocate(long bytes, Arena arena) {
        try {
            long room = bytes + PAGE;
            MemorySegment mapped =
                    (MemorySegment) map.invokeExact(MemorySegment.NULL, room, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            if (mapped.address() == FAILED) {
                throw new OutOfMemoryError("no " + bytes + " bytes of memory for tensors");
            }
            long first = Math.ceilDiv(mapped.address(), PAGE) * PAGE;
            // Advice: where it is refused, the memory is ordinary memory.
            int _ = (int) advise.invokeExact(MemorySegment.ofAddress(first), bytes, ADVICE);
            return MemorySegment.ofAddress(first).reinterpret(bytes, arena, _ -> release(mapped, room));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("memory could not be mapped", e);
        }
    }

    private void release(MemorySegment mapped, long bytes) {
        try {
            int failed = (int) unmap.invokeExact(mapped, bytes);
            if (failed != 0) {
                throw new IllegalStateException("munmap refused what mmap gave");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("memory could not be given back", e);
        }
    }
}
