package org.dpoworkbench.app.present;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.device.DeviceReport;

/// What there is to compute on, in the words and the order of both faces.
public final class DeviceText {
    private DeviceText() {}

    /// @param concern what it belongs to, such as `Libraries`
    /// @param name    of the thing itself; may be empty
    public record Fact(String concern, String name, String text) {
        /// Both names, for where each fact stands alone.
        public String title() {
            return name.isEmpty() ? concern : concern + ": " + name;
        }
    }

    public static List<Fact> of(DeviceReport report) {
        List<Fact> facts = new ArrayList<>();
        report.devices().forEach(device -> facts.add(new Fact("Devices", device.name(), device.state())));
        facts.add(new Fact("Devices", "auto", report.auto().replaceFirst("^auto: ", "")));
        facts.add(new Fact(
                "Driver",
                "",
                report.driverCuda()
                        .map(cuda -> "NVIDIA, for CUDA up to " + cuda)
                        .orElse("no NVIDIA driver")));
        report.noCards().ifPresent(why -> facts.add(new Fact("Cards", "", why)));
        report.cards().forEach(card -> facts.add(new Fact("Cards", Integer.toString(card.number()), text(card))));
        report.libraries().forEach(library -> facts.add(new Fact("Libraries", library.name(), text(library))));
        facts.add(new Fact(
                "Looked in", "", report.lookedIn().isEmpty() ? "no folder" : String.join(", ", report.lookedIn())));
        facts.add(new Fact("Toolkit", "", report.toolkit()));
        return facts;
    }

    private static String text(DeviceReport.CardReport card) {
        return "%s, %s, compute capability %s, %d multiprocessors, %d MiB%s%s"
                .formatted(
                        card.name(),
                        card.uuid(),
                        card.computeCapability(),
                        card.multiprocessors(),
                        card.memoryMib(),
                        card.freeMib()
                                .map(free -> " of which %d are free".formatted(free))
                                .orElse(""),
                        card.whyNot().map(why -> "; cannot compute: " + why).orElse(""));
    }

    private static String text(DeviceReport.LibraryReport library) {
        String found = library.found().isEmpty()
                ? "missing"
                : library.found().getFirst()
                        + library.found().stream()
                                .skip(1)
                                .map(place -> ", also " + place)
                                .collect(Collectors.joining());
        return found + "; " + library.use();
    }
}
