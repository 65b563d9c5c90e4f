package org.dpoworkbench.engine.compute.cuda.emulator;

/// A state space of PTX. A generic address tells its space by its upper bits.
enum Space {
    GENERIC,
    GLOBAL,
    SHARED,
    LOCAL,
    PARAM;

    static final long SHARED_WINDOW = 0x7f10_0000_0000L;
    static final long LOCAL_WINDOW = 0x7f20_0000_0000L;
    private static final long WINDOW = 1L << 32;

    static Space of(String name) {
        return switch (name) {
            // Constants lie among the allocations.
            case "global", "const" -> GLOBAL;
            case "shared", "shared::cta" -> SHARED;
            case "local" -> LOCAL;
            case "param" -> PARAM;
            default -> null;
        };
    }

    /// The space that a generic address points into.
    static Space of(long address) {
        if (address >= SHARED_WINDOW && address < SHARED_WINDOW + WINDOW) {
            return SHARED;
        }
        return address >= LOCAL_WINDOW && address < LOCAL_WINDOW + WINDOW ? LOCAL : GLOBAL;
    }

    /// What a generic address is more than the address in this space.
    long window() {
        return switch (this) {
            case SHARED -> SHARED_WINDOW;
            case LOCAL -> LOCAL_WINDOW;
            case GENERIC, GLOBAL, PARAM -> 0;
        };
    }
}
