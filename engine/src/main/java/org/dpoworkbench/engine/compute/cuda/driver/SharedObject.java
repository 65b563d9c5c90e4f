package org.dpoworkbench.engine.compute.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a Linux library says of itself in its first bytes (System V ABI, "ELF Header").
final class SharedObject {
    private static final int HEADER_BYTES = 20;
    private static final int CLASS = 4;
    private static final int BITS_64 = 2; // ELFCLASS64
    private static final int PROCESSOR = 18;
    private static final int X86_64 = 62; // EM_X86_64
    private static final int ARM_64 = 183; // EM_AARCH64

    private SharedObject() {}

    /// False for a library of another processor, such as the 32-bit driver that stands beside the other
    /// on many systems, and of what cannot be read. What is no such library at all is left for the loader
    /// to refuse, with its reason.
    static boolean mayRun(Path file, boolean arm) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER_BYTES);
            boolean elf = header.length == HEADER_BYTES
                    && header[0] == 0x7f
                    && header[1] == 'E'
                    && header[2] == 'L'
                    && header[3] == 'F';
            return !elf || header[CLASS] == BITS_64 && Byte.toUnsignedInt(header[PROCESSOR]) == (arm ? ARM_64 : X86_64);
        } catch (IOException _) {
            return false;
        }
    }
}
