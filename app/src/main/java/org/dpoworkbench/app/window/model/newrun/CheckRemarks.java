package org.dpoworkbench.app.window.model.newrun;

import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.ui.Messages;

/// What a check found, beside the fields that it concerns.
final class CheckRemarks {
    private static final double MIB = 1 << 20;

    private CheckRemarks() {}

    static Map<Field, String> of(CheckResult.Passed passed) {
        var remarks = new EnumMap<Field, String>(Field.class);
        DataReport report = passed.report();
        Benchmark.Trial trial = passed.trial();
        remarks.put(Field.MAX_LENGTH, length(report));
        remarks.put(
                Field.PER_DEVICE_TRAIN_BATCH_SIZE,
                Messages.text("newrun.remark.step", Numbers.rounded(trial.stepMs(), 3)));
        trial.peakRssMib()
                .ifPresent(peak -> remarks.put(
                        Field.MAX_TOKENS_PER_MICRO_BATCH,
                        Messages.text("newrun.remark.memory", EstimateWords.bytes(peak * MIB))));
        trial.sample()
                .filter(sample -> !sample.end().isBeforeCap())
                .ifPresent(sample -> remarks.put(
                        Field.SAMPLE_MAX_NEW_TOKENS, Messages.text("newrun.remark.capped", sample.tokens())));
        return remarks;
    }

    /// What is cut or dropped at the longest length.
    private static String length(DataReport report) {
        var lost = new StringJoiner("; ");
        lost.add(Messages.text("newrun.remark.length", report.maxLength()));
        for (Finding cut : new Finding[] {
            Finding.COMPLETION_CUT, Finding.PROMPT_CUT, Finding.CHOSEN_CUT, Finding.REJECTED_CUT, Finding.CUT_LOST_END
        }) {
            if (report.findings(cut) > 0) {
                lost.add(Messages.text("newrun.check.finding", report.findings(cut), cut.meaning()));
            }
        }
        int filled = report.dropped(Drop.PROMPT_FILLS_MAX_LENGTH);
        if (filled > 0) {
            lost.add(Messages.text("newrun.remark.dropped", filled, Drop.PROMPT_FILLS_MAX_LENGTH.meaning()));
        }
        return lost.toString();
    }
}
