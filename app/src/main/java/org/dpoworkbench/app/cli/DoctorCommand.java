package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.machine.Doctor;
import org.dpoworkbench.app.machine.Machine;
import org.dpoworkbench.app.room.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dpo doctor`.
@Command(name = "doctor", description = "Tell what the program finds on this machine, and what is missing.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "Print it as one line of JSON (default: off).")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Machine machine = Doctor.examine(Path.of("").toAbsolutePath());
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
                Tokenizers %s
                GPU        %s""".formatted(
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
                        machine.gpu());
    }

    private static String present(boolean there) {
        return there ? "present" : "missing";
    }
}
