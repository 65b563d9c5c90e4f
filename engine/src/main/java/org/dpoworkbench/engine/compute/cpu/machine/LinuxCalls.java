package org.dpoworkbench.engine.compute.cpu.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// What Linux is asked for: memory by pages, and leave to use the tiles. On Linux alone.
public final class LinuxCalls {
    private static final long ARCH_PRCTL = 158;
    private static final long ARCH_REQ_XCOMP_PERM = 0x1023;
    private static final long XFEATURE_XTILEDATA = 18;

    private static final int READ_WRITE = 3; // PROT_READ | PROT_WRITE
    private static final int READ_EXECUTE = 5; // PROT_READ | PROT_EXEC
    private static final int PRIVATE_ANONYMOUS = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS
    private static final int HUGE_PAGES = 14; // MADV_HUGEPAGE
    private static final long FAILED = -1; // MAP_FAILED

    private static final MethodHandle MAP = function(
            "mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle UNMAP = function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle PROTECT =
            function("mprotect", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle ADVISE =
            function("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SYSTEM_CALL = function(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    private LinuxCalls() {}

    private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /// Memory to read and write, at a page, zero; empty where there is none.
    public static Optional<MemorySegment> pages(long bytes) {
        try {
            MemorySegment mapped =
                    (MemorySegment) MAP.invokeExact(MemorySegment.NULL, bytes, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            return mapped.address() == FAILED ? Optional.empty() : Optional.of(mapped.reinterpret(bytes));
        } catch (Throwable e) {
            throw notCalled("mmap", e);
        }
    }

    /// Gives back what [#pages] gave.
    public static void giveBack(MemorySegment pages) {
        int failed;
        try {
            failed = (int) UNMAP.invokeExact(pages, pages.byteSize());
        } catch (Throwable e) {
            throw notCalled("munmap", e);
        }
        if (failed != 0) {
            throw new IllegalStateException("munmap refused what mmap gave");
        }
    }

    /// Asks for pages of 2 MiB. Advice: where it is refused, the memory stays as it is.
    public static void adviseHugePages(MemorySegment pages) {
        try {
            int _ = (int) ADVISE.invokeExact(pages, pages.byteSize(), HUGE_PAGES);
        } catch (Throwable e) {
            throw notCalled("madvise", e);
        }
    }

    /// From now on the memory can be run and no longer be written.
    ///
    /// @return false where the system does not allow it
    static boolean makeExecutable(MemorySegment pages) {
        try {
            return (int) PROTECT.invokeExact(pages, pages.byteSize(), READ_EXECUTE) == 0;
        } catch (Throwable e) {
            throw notCalled("mprotect", e);
        }
    }

    /// Asks that this process may use the tiles' data; see `arch_prctl(2)` and the kernel's `x86/xstate.rst`.
    static boolean tilesPermitted() {
        try {
            return (long) SYSTEM_CALL.invokeExact(ARCH_PRCTL, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) == 0;
        } catch (Throwable e) {
            throw notCalled("arch_prctl", e);
        }
    }

    private static IllegalStateException notCalled(String name, Throwable e) {
        return new IllegalStateException(name + " could not be called", e);
    }
}
