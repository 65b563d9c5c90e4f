package org.dpoworkbench.engine.compute.cuda.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;

/// A module on an emulated card, with what tests need to hand it numbers.
final class Bench implements AutoCloseable {
    final EmulatedDriver driver;
    private final Arena arena = Arena.ofConfined();
    private final Arguments arguments = new Arguments(arena);
    private final long module;

    /// @param resource below `/ptx/`, without its ending
    Bench(String resource) {
        this(resource, Checks.USUAL);
    }

    Bench(String resource, Checks checks) {
        this(read("/ptx/" + resource + ".ptx"), checks);
    }

    /// @param image PTX
    Bench(byte[] image) {
        this(image, Checks.USUAL);
    }

    private Bench(byte[] image, Checks checks) {
        driver = new EmulatedDriver(1L << 28, checks);
        module = driver.module(image);
    }

    static byte[] read(String resource) {
        try (InputStream stream = Bench.class.getResourceAsStream(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param values longs are addresses; every argument in its own width
    void launch(String kernel, int gridX, int gridY, int threads, Object... values) {
        arguments.begin();
        for (Object value : values) {
            switch (value) {
                case Long v -> arguments.add((long) v);
                case Integer v -> arguments.add((int) v);
                case Float v -> arguments.add((float) v);
                case Double v -> arguments.add((double) v);
                default -> throw new IllegalArgumentException("no argument: " + value);
            }
        }
        driver.launch(driver.function(module, kernel), gridX, gridY, threads, arguments);
    }

    long device(float... values) {
        return device(MemorySegment.ofArray(values));
    }

    long device(double... values) {
        return device(MemorySegment.ofArray(values));
    }

    long device(int... values) {
        return device(MemorySegment.ofArray(values));
    }

    long device(long... values) {
        return device(MemorySegment.ofArray(values));
    }

    long device(short... values) {
        return device(MemorySegment.ofArray(values));
    }

    long device(byte... values) {
        return device(MemorySegment.ofArray(values));
    }

    private long device(MemorySegment values) {
        long address = driver.allocate(values.byteSize());
        driver.toDevice(values, address, values.byteSize());
        return address;
    }

    long space(int bytes) {
        return driver.allocate(bytes);
    }

    private MemorySegment host(long address, long bytes) {
        MemorySegment host = arena.allocate(bytes, Long.BYTES);
        driver.toHost(address, host, bytes);
        return host;
    }

    float[] floats(long address, int count) {
        return host(address, 4L * count).toArray(ValueLayout.JAVA_FLOAT);
    }

    double[] doubles(long address, int count) {
        return host(address, 8L * count).toArray(ValueLayout.JAVA_DOUBLE);
    }

    int[] ints(long address, int count) {
        return host(address, 4L * count).toArray(ValueLayout.JAVA_INT);
    }

    long[] longs(long address, int count) {
        return host(address, 8L * count).toArray(ValueLayout.JAVA_LONG);
    }

    short[] shorts(long address, int count) {
        return host(address, 2L * count).toArray(ValueLayout.JAVA_SHORT);
    }

    byte[] bytes(long address, int count) {
        return host(address, count).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void close() {
        driver.close();
        arena.close();
    }
}
