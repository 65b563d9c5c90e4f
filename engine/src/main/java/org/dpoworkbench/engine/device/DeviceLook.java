package org.dpoworkbench.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dpoworkbench.engine.compute.BackendProvider;
import org.dpoworkbench.engine.compute.cpu.MatrixUnit;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.Cards;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibrary;
import org.dpoworkbench.engine.compute.cuda.driver.InstalledDriver;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.problem.UserError;

/// Looks at what there is to compute on. It opens every card that can compute, so it is for computing processes alone.
public final class DeviceLook {
    private static final long MIB = 1 << 20;

    private static final String TOOLKIT =
            "The driver is all that a run on a card needs: the program brings its kernels, and the driver compiles them for"
                    + " the card. Of the CUDA toolkit it uses the run-time compiler (NVRTC), where there is one, to make"
                    + " machine code for the card once; matrix products are the program's own, and cuBLASLt is not used.";

    private DeviceLook() {}

    /// What is seen of a driver.
    ///
    /// @param cards  what it shows
    /// @param opened opens a card
    record SeenDriver(Cards cards, Function<Card, CudaDriver> opened) {}

    /// Looks at this machine.
    ///
    /// @throws UserError where `DPO_WORKBENCH_CUDA` names no folder
    public static DeviceReport here() {
        return of(
                CudaLibraries.search(),
                libraries -> {
                    InstalledDriver driver = InstalledDriver.find(libraries);
                    return new SeenDriver(driver.cards(), driver::open);
                },
                BackendProvider.named(Device.ND4J_CUDA.text()));
    }

    /// What is seen without asking the driver, where that has been tried and failed. No library is loaded.
    ///
    /// @param why the driver could not be asked
    public static DeviceReport withoutDriver(String why) {
        return of(
                CudaLibraries.search(),
                _ -> {
                    throw new UserError(why);
                },
                BackendProvider.named(Device.ND4J_CUDA.text()));
    }

    static DeviceReport of(
            CudaLibraries libraries, Function<CudaLibraries, SeenDriver> driver, Optional<BackendProvider> nd4j) {
        Optional<SeenDriver> seen = Optional.empty();
        Optional<String> noCards = Optional.empty();
        try {
            seen = Optional.of(driver.apply(libraries));
            if (seen.get().cards().all().isEmpty()) {
                noCards = Optional.of(
                        "The NVIDIA driver shows no card to this process. Does CUDA_VISIBLE_DEVICES leave it"
                                + " out?");
            }
        } catch (UserError e) {
            noCards = Optional.of(e.getMessage());
        }
        List<DeviceReport.CardReport> cards = new ArrayList<>();
        seen.ifPresent(s -> s.cards().all().forEach(card -> cards.add(card(card, s.opened()))));
        return new DeviceReport(
                seen.map(s -> Cards.version(s.cards().driverVersion())),
                noCards,
                cards,
                libraries(libraries, seen.map(s -> s.cards().driverVersion()).orElse(Integer.MAX_VALUE)),
                libraries.lookedIn(),
                List.of(
                        cpu(),
                        cuda(cards),
                        nd4j(nd4j, seen.map(s -> s.cards().all()).orElse(List.of()))),
                AutoDevice.reason(!libraries.found().get(CudaLibrary.DRIVER).isEmpty()),
                TOOLKIT);
    }

    private static DeviceReport.CardReport card(Card card, Function<Card, CudaDriver> opened) {
        Optional<String> whyNot = Cards.whyNot(card);
        Optional<Long> free = Optional.empty();
        if (whyNot.isEmpty()) {
            try (CudaDriver driver = opened.apply(card)) {
                free = Optional.of(driver.freeBytes() / MIB);
            } catch (UserError | CudaException e) {
                whyNot = Optional.of(e.getMessage());
            }
        }
        return new DeviceReport.CardReport(
                card.ordinal(),
                card.name(),
                card.uuid(),
                card.computeCapability(),
                card.multiprocessors(),
                card.memoryBytes() / MIB,
                free,
                whyNot);
    }

    private static List<DeviceReport.LibraryReport> libraries(CudaLibraries libraries, int driverVersion) {
        List<DeviceReport.LibraryReport> reports = new ArrayList<>();
        for (CudaLibrary library : CudaLibrary.values()) {
            List<String> found = new ArrayList<>();
            libraries
                    .best(library, driverVersion)
                    .map(CudaLibraries.Found::place)
                    .ifPresent(found::add);
            libraries.found().get(library).stream()
                    .map(CudaLibraries.Found::place)
                    .filter(place -> !found.contains(place))
                    .forEach(found::add);
            reports.add(new DeviceReport.LibraryReport(library.usualName(), use(library), found));
        }
        return reports;
    }

    private static String use(CudaLibrary library) {
        return switch (library) {
            case DRIVER -> "the driver: needed by cuda";
            case MONITOR -> "memory, utilisation and temperature while a run computes";
            case COMPILER -> "compiles kernels for the card; without it the driver does";
            case PRODUCTS -> "not used in this version";
        };
    }

    private static DeviceReport.DeviceState cpu() {
        return new DeviceReport.DeviceState(
                Device.CPU.text(),
                true,
                "computes, on %d processors; large matrix products on %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                MatrixUnit.here().text()));
    }

    private static DeviceReport.DeviceState cuda(List<DeviceReport.CardReport> cards) {
        Optional<DeviceReport.CardReport> first =
                cards.stream().filter(card -> card.whyNot().isEmpty()).findFirst();
        String state;
        if (first.isPresent()) {
            state = "can be asked for: %s. %s".formatted(first.get().name(), AutoDevice.UNTRIED);
        } else if (cards.isEmpty()) {
            state =
                    "needs a card of compute capability %d.0 or newer and a driver for CUDA %s or newer; there is no card"
                            .formatted(Cards.OLDEST_MAJOR, Cards.version(Cards.OLDEST_DRIVER));
        } else {
            state = cards.getFirst().whyNot().orElseThrow();
        }
        return new DeviceReport.DeviceState(Device.CUDA.text(), first.isPresent(), state);
    }

    private static DeviceReport.DeviceState nd4j(Optional<BackendProvider> provider, List<Card> cards) {
        String name = Device.ND4J_CUDA.text();
        if (provider.isEmpty()) {
            return new DeviceReport.DeviceState(
                    name, false, "this build has no ND4J backend; build with -Pnd4j-cuda, for cards up to 8.9");
        }
        BackendProvider nd4j = provider.get();
        Optional<String> whyNot = nd4j.whyNot();
        if (whyNot.isEmpty() && cards.isEmpty()) {
            whyNot = Optional.of("needs a card; there is no card");
        }
        Optional<Card> first =
                cards.stream().filter(card -> nd4j.whyNot(card).isEmpty()).findFirst();
        if (whyNot.isEmpty() && first.isEmpty()) {
            whyNot = nd4j.whyNot(cards.getFirst());
        }
        return new DeviceReport.DeviceState(
                name,
                whyNot.isEmpty(),
                whyNot.orElseGet(() -> "can be asked for: " + nd4j.description() + ", "
                        + first.orElseThrow().name()));
    }
}
