package org.dpoworkbench.engine.compute.cuda.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A native library made of Java methods: each method of an object whose name begins with a prefix can be called from
/// native code. An `int` is C's, a `long` a pointer, a handle or a `size_t`.
public final class StubLibrary {
    private StubLibrary() {}

    public static SymbolLookup of(Object library, String prefix, Arena arena) {
        Map<String, MemorySegment> functions = new HashMap<>();
        for (Method method : library.getClass().getDeclaredMethods()) {
            if (method.getName().startsWith(prefix) && !method.isSynthetic()) {
                functions.put(method.getName(), stub(library, method, arena));
            }
        }
        return name -> java.util.Optional.ofNullable(functions.get(name));
    }

    private static MemorySegment stub(Object library, Method method, Arena arena) {
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method).bindTo(library);
            MemoryLayout[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(StubLibrary::layout)
                    .toArray(MemoryLayout[]::new);
            return Linker.nativeLinker()
                    .upcallStub(handle, FunctionDescriptor.of(layout(method.getReturnType()), arguments), arena);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " is not for others", e);
        }
    }

    private static MemoryLayout layout(Class<?> type) {
        return type == int.class ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
    }

    /// Memory at an address that native code gave.
    public static MemorySegment at(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }
}
