package org.dpoworkbench.engine.compute.cpu.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// What Linux is asked for: leave to use the tiles, and memory whose bytes may be run.
final class LinuxCalls {
    private static final long ARCH_PRCTL = 158;
    private static final long ARCH_REQ_XCOMP_PERM = 0x1023;
    private static final long XFEATURE_XTILEDATA = 18;

    private static final int READ_WRITE = 3; // PROT_READ | PROT_WRITE
    private static final int READ_EXECUTE = 5; // PROT_READ | PROT_EXEC
    private static final int PRIVATE_ANONYMOUS = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS
    private static final long FAILED = -1; // MAP_FAILED

    private LinuxCalls() {}

    /// Asks that this process may use the tiles' data; see `arch_prctl(2)` and the kernel's `x86/xstate.rst`.
    static boolean tilesPermitted() {
        MethodHandle systemCall = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
        try {
            return (long) systemCall.invokeExact(ARCH_PRCTL, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) == 0;
        } catch (Throwable e) {
            throw notCalled("arch_prctl", e);
        }
    }

    /// Memory to write to, at a page.
    static Optional<MemorySegment> pages(long bytes) {
        MethodHandle map = function(
                "mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
        try {
            MemorySegment mapped =
                    (MemorySegment) map.invokeExact(MemorySegment.NULL, bytes, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            return mapped.address() == FAILED ? Optional.empty() : Optional.of(mapped.reinterpret(bytes));
        } catch (Throwable e) {
            throw notCalled("mmap", e);
        }
    }

    /// From now on the memory can be run and no longer be written.
    ///
    /// @return false where the system does not allow it
    static boolean makeExecutable(MemorySegment pages) {
        MethodHandle protect = function("mprotect", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        try {
            return (int) protect.invokeExact(pages, pages.byteSize(), READ_EXECUTE) == 0;
        } catch (Throwable e) {
            throw notCalled("mprotect", e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    private static IllegalStateException notCalled(String name, Throwable e) {
        return new IllegalStateException(name + " could not be called", e);
    }
}
