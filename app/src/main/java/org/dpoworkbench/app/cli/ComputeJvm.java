package org.dpoworkbench.app.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dpoworkbench.app.cli.print.Console;

/// A second JVM for a command that computes. The first one starts quickly because it lacks what computing needs: the
/// vector module costs the archived module graph, and a compiler that stops early costs speed.
///
/// @param mainClass what it starts
record ComputeJvm(String mainClass, Console console) {
    private static final String VECTOR = "jdk.incubator.vector";
    /// The JVM says this first, whatever its flags; it is no news for the user.
    private static final String NOTICE = "WARNING: Using incubator modules";

    /// Whether this JVM lacks the vector module.
    static boolean isNeeded() {
        return ModuleLayer.boot().findModule(VECTOR).isEmpty();
    }

    /// Runs the arguments there, with this process's input, output and end.
    ///
    /// @return its exit code
    int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=" + VECTOR,
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-D" + Console.COLUMNS + "=" + console.columns().orElse(0),
                mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE);
        // Not as an argument: class paths are long, and Windows cuts command lines short.
        builder.environment().put("CLASSPATH", classPath());
        Process process = builder.start();
        Thread end = Thread.ofPlatform().unstarted(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            passOn(said, console.err());
        }
        int code = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return code;
    }

    private static void passOn(BufferedReader said, PrintWriter to) throws IOException {
        said.mark(NOTICE.length());
        char[] start = new char[NOTICE.length()];
        int length = said.read(start);
        said.reset();
        if (length > 0 && NOTICE.startsWith(new String(start, 0, length))) {
            said.readLine();
        }
        char[] buffer = new char[1024];
        for (int read = said.read(buffer); read >= 0; read = said.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
