package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.problem.UserError;

/// The cards that a driver shows to this process.
///
/// @param driverVersion the newest CUDA that the driver knows, 1000 · major + 10 · minor
/// @param all           in the driver's order, after `CUDA_VISIBLE_DEVICES`
public record Cards(int driverVersion, List<Card> all) {
    /// The oldest CUDA that a driver must know, 12.1: the kernels' text is made with it.
    public static final int OLDEST_DRIVER = 12_010;

    /// The oldest compute capability that the kernels are made for.
    public static final int OLDEST_MAJOR = 8;

    private static final int NAME_BYTES = 256;
    private static final int UUID_BYTES = 16;
    private static final int MULTIPROCESSORS = 16; // CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT
    private static final int CAPABILITY_MAJOR = 75; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
    private static final int CAPABILITY_MINOR = 76; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR

    public Cards {
        all = List.copyOf(all);
    }

    /// Asks a driver's library. Nothing is started on a card.
    ///
    /// @throws CudaException            where there is none, or the driver refuses
    /// @throws MissingFunctionException where the library is another
    public static Cards of(SymbolLookup library) {
        DriverCalls calls = new DriverCalls(library);
        try (Arena arena = Arena.ofConfined()) {
            return new Query(calls, new DriverErrors(calls), arena.allocate(NAME_BYTES, Long.BYTES)).cards();
        }
    }

    /// Such as 12.4.
    public static String version(int driverVersion) {
        return driverVersion / 1000 + "." + driverVersion % 1000 / 10;
    }

    /// Why a card cannot compute; empty where it can.
    public static Optional<String> whyNot(Card card) {
        if (card.driverVersion() < OLDEST_DRIVER) {
            return Optional.of("the NVIDIA driver knows CUDA up to %s, and %s is needed: install driver 530 or newer"
                    .formatted(version(card.driverVersion()), version(OLDEST_DRIVER)));
        }
        if (card.major() < OLDEST_MAJOR) {
            return Optional.of("%s has compute capability %s, and %d.0 or newer is needed"
                    .formatted(card.name(), card.computeCapability(), OLDEST_MAJOR));
        }
        return Optional.empty();
    }

    /// The card to compute on.
    ///
    /// @param gpu its UUID, the beginning of it, or its number; absent: the first that can compute
    /// @throws UserError where there is none, or it cannot compute
    public Card choose(Optional<String> gpu) {
        return choose(gpu, Cards::whyNot);
    }

    /// The card to compute on, for kernels that want other cards.
    ///
    /// @param whyNot why a card cannot compute, as [#whyNot]
    public Card choose(Optional<String> gpu, Function<Card, Optional<String>> whyNot) {
        if (all.isEmpty()) {
            throw new UserError("the NVIDIA driver shows no card to this process. Is there one, and does"
                    + " CUDA_VISIBLE_DEVICES leave it out?");
        }
        if (gpu.isPresent()) {
            Card named = named(gpu.get());
            whyNot.apply(named).ifPresent(reason -> {
                throw new UserError(reason + ".");
            });
            return named;
        }
        return all.stream()
                .filter(card -> whyNot.apply(card).isEmpty())
                .findFirst()
                .orElseThrow(() -> new UserError(all.stream()
                        .map(card -> whyNot.apply(card).orElseThrow() + ".")
                        .distinct()
                        .collect(Collectors.joining(" "))));
    }

    private Card named(String gpu) {
        List<Card> fitting = all.stream()
                .filter(card -> Integer.toString(card.ordinal()).equals(gpu)
                        || gpu.startsWith("GPU-") && card.uuid().startsWith(gpu))
                .toList();
        if (fitting.size() != 1) {
            throw new UserError("%s is %s of the cards here: %s. Name one by its UUID or its number."
                    .formatted(
                            gpu,
                            fitting.isEmpty() ? "none" : "more than one",
                            all.stream()
                                    .map(card -> "%d = %s (%s)".formatted(card.ordinal(), card.uuid(), card.name()))
                                    .collect(Collectors.joining(", "))));
        }
        return fitting.getFirst();
    }

    /// Asks once, with one small buffer for every answer.
    private record Query(DriverCalls calls, DriverErrors errors, MemorySegment answer) {
        Cards cards() {
            check("cuInit", calls.init());
            check("cuDriverGetVersion", calls.driverGetVersion(answer.address()));
            int version = answer.get(JAVA_INT, 0);
            check("cuDeviceGetCount", calls.deviceGetCount(answer.address()));
            int count = answer.get(JAVA_INT, 0);
            List<Card> cards = new ArrayList<>();
            for (int ordinal = 0; ordinal < count; ordinal++) {
                cards.add(card(ordinal, version));
            }
            return new Cards(version, cards);
        }

        private Card card(int ordinal, int version) {
            check("cuDeviceGet of card " + ordinal, calls.deviceGet(answer.address(), ordinal));
            int device = answer.get(JAVA_INT, 0);
            check("cuDeviceGetName", calls.deviceGetName(answer.address(), NAME_BYTES, device));
            String name = answer.getString(0);
            check("cuDeviceGetUuid", calls.deviceGetUuid(answer.address(), device));
            String uuid = uuid();
            check("cuDeviceTotalMem", calls.deviceTotalMem(answer.address(), device));
            long memory = answer.get(JAVA_LONG, 0);
            return new Card(
                    ordinal,
                    name,
                    uuid,
                    attribute(CAPABILITY_MAJOR, device),
                    attribute(CAPABILITY_MINOR, device),
                    attribute(MULTIPROCESSORS, device),
                    memory,
                    version);
        }

        private int attribute(int attribute, int device) {
            check("cuDeviceGetAttribute " + attribute, calls.deviceGetAttribute(answer.address(), attribute, device));
            return answer.get(JAVA_INT, 0);
        }

        private String uuid() {
            StringBuilder text = new StringBuilder("GPU-");
            for (int i = 0; i < UUID_BYTES; i++) {
                if (i == 4 || i == 6 || i == 8 || i == 10) {
                    text.append('-');
                }
                text.append("%02x".formatted(answer.get(JAVA_BYTE, i)));
            }
            return text.toString();
        }

        private void check(String call, int code) {
            if (code != 0) {
                throw errors.of(call, code);
            }
        }
    }
}
