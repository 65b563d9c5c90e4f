package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.cpu.CompiledAlone;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// JMH with the flags that workers are started with.
public final class Benchmarks {
    private Benchmarks() {}

    /// @param arguments JMH's own, such as `Activation -prof gc`, also all in one
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        String[] words = String.join(" ", arguments).strip().split("\\s+", -1);
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(words))
                        .jvmArgsAppend(CompiledAlone.flags().toArray(String[]::new))
                        .build())
                .run();
    }
}
