package org.dpoworkbench.app.window.model.data;

import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.ui.Messages;

/// Short words for tags; what they mean in full is the engine's to say.
final class ProblemWords {
    private ProblemWords() {}

    static String of(Drop reason) {
        return switch (reason) {
            case IDENTICAL_SIDES -> Messages.text("data.tag.identical");
            case EMPTY_SIDE -> Messages.text("data.tag.emptySide");
            case EMPTY_COMPLETION -> Messages.text("data.tag.emptyCompletion");
            case NO_SHARED_PROMPT -> Messages.text("data.tag.noSharedPrompt");
            case NO_PROMPT -> Messages.text("data.tag.noPrompt");
            case PROMPT_FILLS_MAX_LENGTH -> Messages.text("data.tag.promptTooLong");
            case NO_SCORED_TOKEN -> Messages.text("data.tag.nothingScored");
            case TIE -> Messages.text("data.tag.tie");
            case NOT_RANKED -> Messages.text("data.tag.notRanked");
            case UNWANTED -> Messages.text("data.tag.unwanted");
            case EXCLUDED -> Messages.text("data.tag.excluded");
        };
    }

    static String of(Finding finding) {
        return switch (finding) {
            case DUPLICATE -> Messages.text("data.tag.duplicate");
            case CONFLICTING_LABEL -> Messages.text("data.tag.conflict");
            case EQUALS_LEFT_OUT -> Messages.text("data.tag.equalsLeftOut");
            case BLANK_SIDE -> Messages.text("data.tag.blank");
            case BOUNDARY_MERGE -> Messages.text("data.tag.merge");
            case COMPLETION_CUT -> Messages.text("data.tag.completionCut");
            case PROMPT_CUT -> Messages.text("data.tag.promptCut");
            case CHOSEN_CUT -> Messages.text("data.tag.chosenCut");
            case REJECTED_CUT -> Messages.text("data.tag.rejectedCut");
            case CUT_LOST_END -> Messages.text("data.tag.lostEnd");
            case IDENTICAL_AFTER_CUT -> Messages.text("data.tag.identicalAfterCut");
            case DOUBLE_BOS -> Messages.text("data.tag.doubleBos");
            case DOUBLE_EOS -> Messages.text("data.tag.doubleEos");
            case TEXT_AFTER_END -> Messages.text("data.tag.textAfterEnd");
            case UNUSUAL_END -> Messages.text("data.tag.noEnd");
            case UNSCORED_USER_TURN -> Messages.text("data.tag.userTurn");
            case NEAR_DUPLICATE_PROMPT -> Messages.text("data.tag.nearDuplicate");
            case NEAR_PROMPT_IN_TRAINING -> Messages.text("data.tag.nearTraining");
            case BENCHMARK_OVERLAP -> Messages.text("data.tag.benchmark");
            case PROMPT_IN_TRAINING -> Messages.text("data.tag.inTraining");
        };
    }
}
