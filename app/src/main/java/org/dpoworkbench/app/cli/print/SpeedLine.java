package org.dpoworkbench.app.cli.print;

import java.util.Locale;
import org.dpoworkbench.engine.generate.SamplingSpeed;

/// How fast texts were generated, in a line.
public final class SpeedLine {
    private SpeedLine() {}

    public static String of(SamplingSpeed speed) {
        return part(speed.promptTokens(), "prompt", speed.promptSeconds())
                + "; "
                + part(speed.newTokens(), "new", speed.newSeconds());
    }

    private static String part(long tokens, String kind, double seconds) {
        String of = "%d %s token%s".formatted(tokens, kind, tokens == 1 ? "" : "s");
        return tokens == 0 || seconds <= 0
                ? of
                : of + String.format(Locale.ROOT, " in %.2f s, %.1f tokens/s", seconds, tokens / seconds);
    }
}
