package org.dpoworkbench.engine.compute;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// A backend that has no memory and computes nothing, and counts what is asked of it: what would be made on a real
/// one is known in an instant and to the byte.
public final class CountingBackend {
    private static final long ALIGNMENT = 256;

    private long next = ALIGNMENT;
    private long allocated;

    /// Its [Backend#allocatedBytes] is the count.
    public static Backend make() {
        CountingBackend counter = new CountingBackend();
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (_, method, arguments) -> counter.call(method, arguments));
    }

    private CountingBackend() {}

    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "floats" -> {
                long rows = (Long) arguments[0];
                int columns = (Integer) arguments[1];
                yield new FloatTensor(take(rows * columns * Float.BYTES), rows, columns);
            }
            case "floatsOnHost" -> {
                long rows = (Long) arguments[0];
                int columns = (Integer) arguments[1];
                yield new FloatTensor(place(rows * columns * Float.BYTES), rows, columns);
            }
            case "bfloat16s" -> {
                long rows = (Long) arguments[0];
                int columns = (Integer) arguments[1];
                yield new Bfloat16Tensor(take(rows * columns * Short.BYTES), rows, columns);
            }
            case "nf4s" -> {
                Nf4Tensor shape = new Nf4Tensor(0, (Long) arguments[0], (Integer) arguments[1]);
                yield new Nf4Tensor(take(shape.bytes()), shape.rows(), shape.columns());
            }
            case "ints" -> {
                int size = (Integer) arguments[0];
                yield new IntTensor(take((long) size * Integer.BYTES), size);
            }
            case "allocatedBytes" -> allocated;
            case "description", "toString" -> "counting";
            default -> nothing(method);
        };
    }

    private static Object nothing(Method method) {
        if (method.getReturnType() == void.class) {
            return null;
        }
        throw new UnsupportedOperationException(method.getName() + ": nothing is computed here");
    }

    /// Addresses are never used; they differ, so that slices are told apart.
    private long take(long bytes) {
        allocated += bytes;
        return place(bytes);
    }

    private long place(long bytes) {
        long address = next;
        next += Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        return address;
    }
}
