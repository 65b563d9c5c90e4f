package org.dpoworkbench.engine.compute.cpu.machine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Memory for routines and their constants: first it is filled, then it is run and can no longer be written.
final class MachineCode {
    private static final int BYTES = 1 << 18;
    private static final int ALIGNMENT = 64;

    private final MemorySegment pages;
    private long next;

    private MachineCode(MemorySegment pages) {
        this.pages = pages;
    }

    /// Fills such memory.
    interface Filler<K> {
        K fill(MachineCode code);
    }

    /// What `filler` makes, ready to be called; empty where the system, the processor or a policy does not allow it.
    ///
    /// @param features of the processor, by their names in `/proc/cpuinfo`
    static <K> Optional<K> of(Filler<K> filler, String... features) {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")
                || !processorHas(features)) {
            return Optional.empty();
        }
        Optional<MemorySegment> pages = LinuxCalls.pages(BYTES);
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        K filled = filler.fill(new MachineCode(pages.get()));
        if (LinuxCalls.makeExecutable(pages.get())) {
            return Optional.of(filled);
        }
        LinuxCalls.giveBack(pages.get());
        return Optional.empty();
    }

    private static boolean processorHas(String... features) {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+", -1)).containsAll(List.of(features)))
                    .orElse(false);
        } catch (IOException e) {
            return false; // a system that does not tell has nothing that could be relied on
        }
    }

    /// Room for constants, at a cache line.
    MemorySegment constants(long bytes) {
        return take(bytes);
    }

    /// @param arguments how many the routine has, all of 64 bits
    MethodHandle routine(byte[] code, int arguments) {
        MemorySegment place = take(code.length);
        MemorySegment.copy(code, 0, place, JAVA_BYTE, 0, code.length);
        var layouts = new MemoryLayout[arguments];
        Arrays.fill(layouts, JAVA_LONG);
        return Linker.nativeLinker()
                .downcallHandle(place, FunctionDescriptor.ofVoid(layouts), Linker.Option.critical(false));
    }

    private MemorySegment take(long bytes) {
        MemorySegment taken = pages.asSlice(next, bytes);
        next = Math.ceilDiv(next + bytes, ALIGNMENT) * (long) ALIGNMENT;
        return taken;
    }
}
