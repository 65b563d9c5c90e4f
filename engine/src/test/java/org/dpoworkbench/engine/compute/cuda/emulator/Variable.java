package org.dpoworkbench.engine.compute.cuda.emulator;

import java.lang.foreign.MemorySegment;

/// A declared array or number outside of the registers: `.shared .align 4 .b8 name[64]`.
///
/// @param space   `global`, `const`, `shared`, `local` or `param`
/// @param name    as in the text
/// @param align   in bytes, a power of two
/// @param bytes   its size
/// @param content what it holds at the start; null without an initialiser
record Variable(String space, String name, int align, int bytes, MemorySegment content) {}
