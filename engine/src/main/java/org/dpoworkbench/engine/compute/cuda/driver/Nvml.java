package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.UserError;

/// What the driver's monitoring library tells of a card: NVML, "NVML API Reference Guide".
///
/// It is used by one thread at a time.
public final class Nvml implements AutoCloseable {
    private static final String LIBRARY = "the card's monitoring library, NVML,";
    private static final int MESSAGE_BYTES = 4096;
    private static final int ANSWER_BYTES = 24; // nvmlMemory_t: total, free, used
    private static final int FREE = 8;
    private static final int USED = 16;
    private static final int OF_THE_CHIP = 0; // NVML_TEMPERATURE_GPU
    private static final double MILLIWATT = 1e-3;

    /// What a card does at a moment. What it does not tell is absent.
    ///
    /// @param usedBytes   of its memory, by every process
    /// @param freeBytes   of its memory
    /// @param utilisation share of the last moments in which a kernel ran, in percent
    /// @param memoryBusy  share in which its memory was read or written, in percent
    /// @param celsius     of the chip
    /// @param watts       it takes
    public record Reading(
            long usedBytes,
            long freeBytes,
            OptionalInt utilisation,
            OptionalInt memoryBusy,
            OptionalInt celsius,
            OptionalDouble watts) {}

    /// A card's handle.
    public record Watched(long handle) {}

    private final Functions functions;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment answer = arena.allocate(ANSWER_BYTES, Long.BYTES);
    private final MethodHandle shutdown;
    private final MethodHandle errorString;
    private final MethodHandle handleByUuid;
    private final MethodHandle memoryInfo;
    private final MethodHandle utilizationRates;
    private final MethodHandle temperature;
    private final MethodHandle powerUsage;

    /// Starts the library.
    ///
    /// @throws MissingFunctionException where it is another library
    /// @throws UserError                where it refuses
    public Nvml(SymbolLookup library) {
        functions = new Functions(LIBRARY, library);
        try {
            MethodHandle init = function("nvmlInit_v2");
            shutdown = function("nvmlShutdown");
            errorString = Linker.nativeLinker()
                    .downcallHandle(
                            functions.address("nvmlErrorString"),
                            FunctionDescriptor.of(
                                    ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(MESSAGE_BYTES, JAVA_BYTE)),
                                    JAVA_INT));
            handleByUuid = function("nvmlDeviceGetHandleByUUID", JAVA_LONG, JAVA_LONG);
            memoryInfo = function("nvmlDeviceGetMemoryInfo", JAVA_LONG, JAVA_LONG);
            utilizationRates = function("nvmlDeviceGetUtilizationRates", JAVA_LONG, JAVA_LONG);
            temperature = function("nvmlDeviceGetTemperature", JAVA_LONG, JAVA_INT, JAVA_LONG);
            powerUsage = function("nvmlDeviceGetPowerUsage", JAVA_LONG, JAVA_LONG);
            check("nvmlInit", call(init));
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(functions.address(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private int call(MethodHandle function) {
        try {
            return (int) function.invokeExact();
        } catch (Throwable e) {
            throw functions.notCalled("A function", e);
        }
    }

    private int ask(MethodHandle function, Watched card) {
        try {
            return (int) function.invokeExact(card.handle(), answer.address());
        } catch (Throwable e) {
            throw functions.notCalled("A function", e);
        }
    }

    private int askTemperature(Watched card) {
        try {
            return (int) temperature.invokeExact(card.handle(), OF_THE_CHIP, answer.address());
        } catch (Throwable e) {
            throw functions.notCalled("nvmlDeviceGetTemperature", e);
        }
    }

    private void check(String call, int code) {
        if (code != 0) {
            throw new UserError("%s of NVML failed: %s (%d).".formatted(call, message(code), code));
        }
    }

    private String message(int code) {
        try {
            return ((MemorySegment) errorString.invokeExact(code)).getString(0);
        } catch (Throwable e) {
            throw functions.notCalled("nvmlErrorString", e);
        }
    }

    /// The card of that UUID.
    ///
    /// @throws UserError where NVML knows no such card
    public Watched card(String uuid) {
        try (Arena call = Arena.ofConfined()) {
            int code = (int) handleByUuid.invokeExact(call.allocateFrom(uuid).address(), answer.address());
            check("nvmlDeviceGetHandleByUUID of " + uuid, code);
            return new Watched(answer.get(JAVA_LONG, 0));
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw functions.notCalled("nvmlDeviceGetHandleByUUID", e);
        }
    }

    /// What the card does now.
    ///
    /// @throws UserError where not even its memory is told
    public Reading read(Watched card) {
        check("nvmlDeviceGetMemoryInfo", ask(memoryInfo, card));
        long free = answer.get(JAVA_LONG, FREE);
        long used = answer.get(JAVA_LONG, USED);
        boolean busy = ask(utilizationRates, card) == 0;
        OptionalInt gpu = told(busy, 0);
        OptionalInt memory = told(busy, Integer.BYTES);
        OptionalInt celsius = told(askTemperature(card) == 0, 0);
        OptionalInt milliwatts = told(ask(powerUsage, card) == 0, 0);
        return new Reading(
                used,
                free,
                gpu,
                memory,
                celsius,
                milliwatts.isPresent() ? OptionalDouble.of(milliwatts.getAsInt() * MILLIWATT) : OptionalDouble.empty());
    }

    private OptionalInt told(boolean told, long offset) {
        return told ? OptionalInt.of(answer.get(JAVA_INT, offset)) : OptionalInt.empty();
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            call(shutdown);
            arena.close();
        }
    }
}
