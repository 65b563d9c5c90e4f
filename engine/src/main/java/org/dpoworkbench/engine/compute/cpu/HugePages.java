package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dpoworkbench.engine.compute.cpu.machine.LinuxCalls;

/// Memory that Linux may give in pages of 2 MiB in place of 4 KiB: whoever reads hundreds of megabytes row by row
/// otherwise spends a good part of the time on looking up where each page lies. See `madvise(2)`, `MADV_HUGEPAGE`.
///
/// It is zero, and a page takes room when it is first written.
final class HugePages {
    static final long PAGE = 2L << 20;

    private HugePages() {}

    /// Not on other systems than Linux.
    static boolean available() {
        return System.getProperty("os.name").equals("Linux");
    }

    /// Memory that begins at a page, until the arena is closed. Where the system has no huge pages to give, it is
    /// ordinary memory.
    ///
    /// @param bytes more than 0
    /// @throws OutOfMemoryError where there is none
    static MemorySegment allocate(long bytes, Arena arena) {
        MemorySegment mapped = LinuxCalls.pages(bytes + PAGE)
                .orElseThrow(() -> new OutOfMemoryError("no " + bytes + " bytes of memory for tensors"));
        long first = Math.ceilDiv(mapped.address(), PAGE) * PAGE;
        MemorySegment pages = mapped.asSlice(first - mapped.address(), bytes);
        LinuxCalls.adviseHugePages(pages);
        return MemorySegment.ofAddress(first).reinterpret(bytes, arena, _ -> LinuxCalls.giveBack(mapped));
    }
}
