package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.room.Runs;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.ui.Messages;

/// Data of a kind that the loss cannot learn from.
///
/// @param natural what the files hold
/// @param wanted  what the loss learns from
record KindMismatch(RecordKind natural, RecordKind wanted) {
    /// That the data are of another kind.
    static final class Found extends UserError {
        private static final long serialVersionUID = 1L;

        private final transient KindMismatch mismatch;

        private Found(KindMismatch mismatch, UserError error) {
            super(error.getMessage(), error);
            this.mismatch = mismatch;
        }

        KindMismatch mismatch() {
            return mismatch;
        }
    }

    /// What becomes of a run's data.
    ///
    /// @param cache as [Runs#check] takes it
    /// @throws Found where they cannot be used, and are of another kind
    /// @throws UserError where they cannot be used for another reason
    static DataReport check(Runs runs, RunConfig config, Optional<Path> cache, Progress progress) {
        try {
            return runs.check(config, cache, progress);
        } catch (UserError e) {
            Optional<KindMismatch> mismatch = of(config);
            if (mismatch.isPresent()) {
                throw new Found(mismatch.get(), e);
            }
            throw e;
        }
    }

    /// Looks at the first records of the files to train on; finds nothing where they cannot be read.
    private static Optional<KindMismatch> of(RunConfig config) {
        RecordKind wanted = wanted(config);
        try {
            return config.data().data().stream()
                    .map(file -> PreferenceSource.kindOf(file, config.data().columns(), Integer.MAX_VALUE))
                    .filter(natural -> !natural.canBecome(wanted))
                    .findFirst()
                    .map(natural -> new KindMismatch(natural, wanted));
        } catch (UserError _) {
            return Optional.empty(); // whoever reads them says so
        }
    }

    private static RecordKind wanted(RunConfig config) {
        return config.objective() == Objective.SFT
                ? RecordKind.COMPLETIONS
                : RecordKind.of(config.loss().data());
    }

    /// What is said at the fields of both.
    Map<Field, String> texts() {
        var texts = new EnumMap<Field, String>(Field.class);
        String hold = Messages.text("newrun.mismatch", words(natural), words(wanted));
        texts.put(Field.LOSS_TYPE, hold + " " + otherLoss());
        texts.put(Field.DATA, hold + " " + Messages.text("newrun.mismatch.data"));
        return texts;
    }

    private String otherLoss() {
        return switch (natural) {
            case UNPAIRED -> Messages.text("newrun.mismatch.unpaired");
            case COMPLETIONS -> Messages.text("newrun.mismatch.completions");
            case RANKINGS -> Messages.text("newrun.mismatch.rankings");
            case PAIRS -> "";
        };
    }

    private static String words(RecordKind kind) {
        return switch (kind) {
            case PAIRS -> Messages.text("newrun.mismatch.kind.pairs");
            case COMPLETIONS -> Messages.text("newrun.mismatch.kind.completions");
            case UNPAIRED -> Messages.text("newrun.mismatch.kind.unpaired");
            case RANKINGS -> Messages.text("newrun.mismatch.kind.rankings");
        };
    }
}
