package org.dpoworkbench.app.window.model.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dpoworkbench.app.machine.Machine;
import org.dpoworkbench.app.present.DeviceText;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.ui.Messages;

/// A machine's findings in the order and the words of the window.
public final class MachineFacts {
    private MachineFacts() {}

    public static List<Map.Entry<String, String>> of(Machine machine) {
        List<Map.Entry<String, String>> facts = new ArrayList<>(machine(machine));
        machine.devices()
                .map(DeviceText::of)
                .ifPresent(devices -> devices.forEach(fact -> facts.add(Map.entry(fact.title(), fact.text()))));
        return facts;
    }

    private static List<Map.Entry<String, String>> machine(Machine machine) {
        return List.of(
                Map.entry(
                        Messages.text("device.computes"),
                        Messages.text(
                                "device.cpu",
                                machine.cpu(),
                                machine.cores(),
                                machine.cpuFeatures().isEmpty()
                                        ? Messages.text("device.unknown")
                                        : String.join(" ", machine.cpuFeatures()))),
                Map.entry(Messages.text("device.memory"), gib(machine.memoryMib())),
                Map.entry(Messages.text("device.disk"), gib(machine.freeDiskMib())),
                Map.entry(Messages.text("device.matrices"), present(machine.matrixLibrary())),
                Map.entry(Messages.text("device.tokenizers"), present(machine.tokenizerLibrary())),
                Map.entry(Messages.text("device.system"), machine.system()),
                Map.entry(Messages.text("device.java"), machine.java()),
                Map.entry(Messages.text("device.version"), machine.version()));
    }

    /// All of it as lines, for a report.
    public static String text(Machine machine) {
        return of(machine).stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String gib(long mebibytes) {
        return Messages.text("device.gib", Numbers.rounded(mebibytes / 1024.0, 3));
    }

    private static String present(boolean there) {
        return there ? Messages.text("device.present") : Messages.text("device.missing");
    }
}
