package org.dpoworkbench.app.window.model.newrun;

import java.util.OptionalLong;
import java.util.StringJoiner;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.ui.Messages;

/// An estimate as one line, with where it comes from.
public final class EstimateWords {
    private static final double KIB = 1024;

    private EstimateWords() {}

    /// @param runs so many runs alike
    public static String of(Estimate estimate, int runs, OptionalLong freeDisk) {
        var line = new StringJoiner(" · ");
        estimate.steps().ifPresent(steps -> line.add(Messages.text("newrun.estimate.steps", steps)));
        line.add(time(estimate, runs));
        line.add(
                estimate.memoryMib().isPresent()
                        ? Messages.text(
                                "newrun.estimate.memory",
                                bytes(estimate.memoryMib().getAsDouble() * KIB * KIB))
                        : Messages.text("newrun.estimate.memory.unknown"));
        estimate.diskBytes().ifPresent(bytes -> line.add(disk(bytes * runs, freeDisk)));
        return line.toString();
    }

    /// Where time and memory come from.
    public static String source(Estimate estimate) {
        return estimate.rate()
                .map(rate -> switch (rate.source()) {
                    case MeasuredRate.Source.Run run -> Messages.text("newrun.estimate.fromRun", run.id());
                    case MeasuredRate.Source.Check _ -> Messages.text("newrun.estimate.fromCheck");
                })
                .orElseGet(() -> Messages.text("newrun.estimate.unchecked"));
    }

    private static String time(Estimate estimate, int runs) {
        if (estimate.seconds().isEmpty()) {
            return Messages.text("newrun.estimate.time.unknown");
        }
        double seconds = estimate.seconds().getAsDouble();
        return runs > 1
                ? Messages.text("newrun.estimate.times", runs, duration(seconds), duration(seconds * runs))
                : Messages.text("newrun.estimate.time", duration(seconds));
    }

    private static String disk(long bytes, OptionalLong free) {
        return free.isPresent()
                ? Messages.text("newrun.estimate.disk.free", bytes((double) bytes), bytes((double) free.getAsLong()))
                : Messages.text("newrun.estimate.disk", bytes((double) bytes));
    }

    /// To about two digits: `42 s`, `2 min 10 s`, `3 h 20 min`.
    public static String duration(double seconds) {
        long whole = Math.max(1, Math.round(seconds));
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            long rounded = whole < 600 ? (whole + 2) / 5 * 5 : (whole + 15) / 30 * 30;
            return rounded % 60 == 0 ? rounded / 60 + " min" : rounded / 60 + " min " + rounded % 60 + " s";
        }
        long minutes = (whole + 150) / 300 * 5;
        return minutes % 60 == 0 ? minutes / 60 + " h" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /// In binary units, to three digits.
    public static String bytes(double bytes) {
        double mebibytes = bytes / KIB / KIB;
        return mebibytes < KIB
                ? Numbers.rounded(mebibytes, mebibytes < 10 ? 2 : 3) + " MiB"
                : Numbers.rounded(mebibytes / KIB, 3) + " GiB";
    }
}
