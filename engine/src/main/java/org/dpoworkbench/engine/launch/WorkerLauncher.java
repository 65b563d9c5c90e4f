package org.dpoworkbench.engine.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.BackendFolder;
import org.dpoworkbench.engine.compute.cpu.CompiledAlone;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.Control;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.ProcessIdentity;
import org.dpoworkbench.engine.run.RunFolder;

/// Starts workers: one JVM a run, in a session of its own where the system has `setsid`, so that it outlives the
/// terminal and the process that started it. What it prints goes to the run folder's `log.txt`.
///
/// @param java         the program `java`
/// @param classPath    the worker's class path
/// @param mainClass    its main class, called with the run folder as the only argument
/// @param jvmArguments further arguments of the JVM, such as `-Xmx8g`
/// @param commandLine  what a person typed to start it, which the worker puts on record
public record WorkerLauncher(
        Path java, String classPath, String mainClass, List<String> jvmArguments, Optional<String> commandLine) {
    private static final String COMMAND_LINE = "DPO_COMMAND_LINE";
    private static final String WORKER_MAIN = "org.dpoworkbench.engine.worker.WorkerMain";
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    public WorkerLauncher {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /// Workers run by the Java and with the classes of this process.
    public static WorkerLauncher ofThisJvm() {
        Path java = Path.of(System.getProperty("java.home"), "bin", WINDOWS ? "java.exe" : "java");
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new WorkerLauncher(java, classPath, WORKER_MAIN, List.of(), Optional.empty());
    }

    public WorkerLauncher withMainClass(String name) {
        return new WorkerLauncher(java, classPath, name, jvmArguments, commandLine);
    }

    /// Has workers know what was typed to start them.
    public WorkerLauncher withCommandLine(String typed) {
        return new WorkerLauncher(java, classPath, mainClass, jvmArguments, Optional.of(typed));
    }

    /// Asked by a worker: what was typed to start it.
    public static Optional<String> commandLineOfThisWorker() {
        return Optional.ofNullable(System.getenv(COMMAND_LINE));
    }

    /// Workers that find what computes on the device: a backend with libraries of its own has a class path of its own.
    ///
    /// @throws UserError where this build has no such backend
    public WorkerLauncher on(Device device) {
        return switch (device) {
            case AUTO, CPU, CUDA -> this;
            case ND4J_CUDA ->
                new WorkerLauncher(
                                java,
                                BackendFolder.find()
                                        .orElseThrow(() -> new UserError(
                                                "device nd4j-cuda: this build has no ND4J backend. Build with"
                                                        + " -Pnd4j-cuda, or ask for --device cpu."))
                                        .classPath(classPath),
                                mainClass,
                                jvmArguments,
                                commandLine)
                        // JavaCPP asks Unsafe where arrays begin, of which Java warns.
                        .withJvmArguments("--sun-misc-unsafe-memory-access=allow");
        };
    }

    /// Adds arguments of the JVM.
    public WorkerLauncher withJvmArguments(String... arguments) {
        return new WorkerLauncher(
                java,
                classPath,
                mainClass,
                Stream.concat(jvmArguments.stream(), Arrays.stream(arguments)).toList(),
                commandLine);
    }

    /// Starts a worker on the folder, which holds its `config.yaml` already.
    ///
    /// @throws UserError where a worker of this run lives, or where the process cannot be started
    public Worker launch(RunFolder folder) {
        Lease.requireFree(folder);
        try {
            Control.clear(folder);
            long journalOffset = JournalReader.wholeBytes(folder);
            Process process = start(folder);
            // setsid replaces itself by java, so this is the worker's own process id
            Lease.claim(folder, ProcessIdentity.of(process.toHandle()), journalOffset);
            return new Worker(folder, process);
        } catch (IOException e) {
            throw new UserError(
                    "The worker of %s cannot be started: %s. Is %s a complete Java of version 25, the folder writable?"
                            .formatted(folder.path(), e.getMessage(), java),
                    e);
        }
    }

    /// Starts a process that computes for this one; its standard streams are pipes, which the caller must read.
    public Process start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(computingJava());
        command.addAll(jvmArguments);
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath);
        return builder.start();
    }

    /// The program and what every JVM that computes needs. A step allocates nothing, so that the plainest collector is
    /// enough; it leaves about 200 MiB less resident than the usual one after the data were read.
    private List<String> computingJava() {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Djava.awt.headless=true"));
        command.addAll(CompiledAlone.flags());
        command.addAll(KeptClasses.flags());
        return command;
    }

    private Process start(RunFolder folder) throws IOException {
        Optional<Path> setsid = setsid();
        List<String> command = new ArrayList<>();
        setsid.map(Path::toString).ifPresent(command::add);
        command.addAll(computingJava());
        command.add("-XX:ErrorFile=" + folder.path().resolve("hs_err_pid%p.log"));
        command.add("-D" + WorkerSignals.OWN_SESSION + "=" + setsid.isPresent());
        command.addAll(jvmArguments);
        command.add(mainClass);
        command.add(folder.path().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File(WINDOWS ? "NUL" : "/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        // Not as an argument: class paths are long, and Windows cuts command lines short.
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().remove(COMMAND_LINE);
        commandLine.ifPresent(typed -> builder.environment().put(COMMAND_LINE, typed));
        return builder.start();
    }

    private static Optional<Path> setsid() {
        String path = System.getenv("PATH");
        return Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
