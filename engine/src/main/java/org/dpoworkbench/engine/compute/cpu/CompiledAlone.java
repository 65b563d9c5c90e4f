package org.dpoworkbench.engine.compute.cpu;

import java.util.List;
import java.util.stream.Stream;

/// The loops with an exponential in them, which Java's compiler should compile by themselves: put into the place of a
/// call,
/// they leave it no room for what comes behind them, and vectors are kept on the heap there.
///
/// Names alone: the process that starts another has no vectors.
public final class CompiledAlone {
    private CompiledAlone() {}

    /// What Java is told at its start.
    public static List<String> flags() {
        return Stream.concat(Stream.of("quiet"), methods().stream().map(method -> "dontinline," + method))
                .map(command -> "-XX:CompileCommand=" + command)
                .toList();
    }

    /// As `class::method`.
    static List<String> methods() {
        String here = CompiledAlone.class.getPackageName();
        return Stream.of(
                        "Activations::parts",
                        "AttentionTile::exponentials",
                        "LogProbForward::exponentials",
                        "LogProbBackward::scaleSoftmax")
                .map(method -> here + "." + method)
                .toList();
    }
}
