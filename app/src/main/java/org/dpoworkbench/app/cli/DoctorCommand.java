package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.machine.Doctor;
import org.dpoworkbench.app.machine.Machine;
import org.dpoworkbench.app.present.DeviceText;
import org.dpoworkbench.app.present.SelfTestText;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.app.room.DeviceDoctor;
import org.dpoworkbench.engine.device.DeviceReport;
import org.dpoworkbench.engine.device.SelfTestResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dpo doctor`.
@Command(name = "doctor", description = "Tell what the program finds on this machine, and what is missing.")
final class DoctorCommand implements Callable<Integer> {
    private final DeviceDoctor devices;
    private final Console console;

    @Option(names = "--json", description = "Print it as one line of JSON (default: off).")
    private boolean json;

    DoctorCommand(DeviceDoctor devices, Console console) {
        this.devices = devices;
        this.console = console;
    }

    @Option(
            names = "--self-test",
            description = "Train a small random model on every device that can compute and hold its numbers against the"
                    + " CPU's; measure matrix products and memory (default: off). About ten seconds a device.")
    private boolean selfTest;

    @Override
    public Integer call() throws IOException {
        return selfTest ? test() : look();
    }

    private Integer test() {
        List<SelfTestResult> results = devices.selfTest(new PhasePrinter(console));
        console.answer(
                new Answer(results.stream().map(SelfTestText::of).collect(Collectors.joining("\n")), results), json);
        boolean fine = results.stream().allMatch(SelfTestResult::agrees);
        if (!fine) {
            console.error("A device does not give the CPU's numbers: do not train on it, and report this.");
        }
        return (fine ? ExitCode.FINISHED : ExitCode.FAILED).number();
    }

    private Integer look() throws IOException {
        Machine machine = Doctor.examine(Path.of("").toAbsolutePath(), devices::look);
        console.answer(new Answer(text(machine), machine), json);
        machine.problems().forEach(console::error);
        return (machine.problems().isEmpty() ? ExitCode.FINISHED : ExitCode.FAILED).number();
    }

    private static String text(Machine machine) {
        return """
                Version    %s
                Java       %s
                System     %s
                CPU        %s, %d processors; %s
                Memory     %d MiB
                Free disk  %d MiB in the current folder's file system
                JavaFX     %s
                Matrices   %s
                Tokenizers %s%s""".formatted(
                        machine.version(),
                        machine.java(),
                        machine.system(),
                        machine.cpu(),
                        machine.cores(),
                        machine.cpuFeatures().isEmpty()
                                ? "vector instructions unknown"
                                : String.join(" ", machine.cpuFeatures()),
                        machine.memoryMib(),
                        machine.freeDiskMib(),
                        present(machine.javafx()),
                        present(machine.matrixLibrary()),
                        present(machine.tokenizerLibrary()),
                        machine.devices().map(DoctorCommand::text).orElse(""));
    }

    /// One fact a line, the concern before the first of its facts.
    private static String text(DeviceReport report) {
        StringBuilder lines = new StringBuilder();
        String concern = "";
        for (DeviceText.Fact fact : DeviceText.of(report)) {
            String name = fact.name().isEmpty() ? "" : "%-17s ".formatted(fact.name());
            lines.append(
                    "%n%-10s %s%s".formatted(fact.concern().equals(concern) ? "" : fact.concern(), name, fact.text()));
            concern = fact.concern();
        }
        return lines.toString();
    }

    private static String present(boolean there) {
        return there ? "present" : "missing";
    }
}
