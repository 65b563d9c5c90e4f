package org.dpoworkbench.engine.compute.cuda.driver;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;

/// A native library's functions by their names.
///
/// @param library what the library is, for messages
record Functions(String library, SymbolLookup symbols) {
    /// Where a function begins.
    MemorySegment address(String name) {
        return symbols.find(name).orElseThrow(() -> new MissingFunctionException(library, name));
    }

    IllegalStateException notCalled(String name, Throwable e) {
        return new IllegalStateException(name + " of " + library + " could not be called", e);
    }

    /// The C string that a pointer points to; empty for none.
    static String text(MemorySegment pointer) {
        long address = pointer.get(ValueLayout.JAVA_LONG, 0);
        return address == 0
                ? ""
                : MemorySegment.ofAddress(address)
                        .reinterpret(Integer.MAX_VALUE)
                        .getString(0);
    }
}
