package org.dpoworkbench.engine.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.run.RunState;

/// What a journal line can say. The JSON field `type` is the record's name in lower case.
public sealed interface Event {

    /// The state that a run is in once this is its journal's last word; empty where the event leaves it as it was.
    default Optional<RunState> impliedState() {
        return switch (this) {
            case Started _, Resumed _ -> Optional.of(RunState.STARTING);
            case Step _ -> Optional.of(RunState.RUNNING);
            case State state -> Optional.of(state.state());
            case Finished _ -> Optional.of(RunState.FINISHED);
            case Failed _ -> Optional.of(RunState.FAILED);
            case Progress _, Evaluation _, Samples _, Checkpoint _, Warning _ -> Optional.empty();
        };
    }

    /// A worker began the run.
    ///
    /// @param pid  the worker's process id
    /// @param host the machine it runs on
    /// @param totalSteps optimiser steps that the run will take
    record Started(long pid, String host, int totalSteps) implements Event {}

    /// A worker continues the run from a checkpoint; lines after this one supersede the steps after `fromStep`.
    record Resumed(int fromStep, long pid, String host, int totalSteps) implements Event {}

    /// Work that takes long and is no training step: tokenising, reference log-probs, an evaluation, sampling.
    ///
    /// @param phase what is done, in words
    /// @param unit  what `done` and `total` count
    record Progress(String phase, long done, long total, String unit) implements Event {}

    /// One optimiser step.
    ///
    /// @param step    1 for the first
    /// @param metrics values by metric name; a value that is undefined is absent
    record Step(int step, Map<String, Double> metrics) implements Event {}

    /// An evaluation on the held-out pairs after `step` steps (0: before training).
    ///
    /// @param metrics  names are [org.dpoworkbench.engine.metric.EvaluationKey]s
    /// @param pairs    the main set's per-pair file's name inside the run folder
    /// @param setPairs those of named evaluation sets, by name; absent where there are none
    record Evaluation(
            int step, Map<String, Double> metrics, Optional<String> pairs, Optional<Map<String, String>> setPairs)
            implements Event {
        /// An evaluation of the main set alone.
        public Evaluation(int step, Map<String, Double> metrics, Optional<String> pairs) {
            this(step, metrics, pairs, Optional.empty());
        }
    }

    /// Texts sampled from the policy or the reference on the run's fixed prompts.
    ///
    /// @param model   `policy` or `reference`
    /// @param metrics `lengths/samples`, `lengths/samples_ended` and, where a true reward is known, `reward/true`
    record Samples(int step, String model, List<Sample> samples, Map<String, Double> metrics) implements Event {}

    /// A checkpoint that is whole on disk.
    ///
    /// @param path relative to the run folder
    record Checkpoint(int step, String path) implements Event {}

    /// Something the user should know that does not end the run.
    ///
    /// @param code a short fixed name, for filters
    record Warning(int step, String code, String message) implements Event {
        /// Code of the warning that whoever finds a dead worker writes before [State] `CRASHED`: the worker could not.
        public static final String CRASHED = "crashed";
    }

    /// The run's state changed.
    ///
    /// @param request the id of the control request that this acknowledges
    record State(RunState state, Optional<String> request) implements Event {}

    /// All steps are done; `model` is the final model's folder, relative to the run folder.
    record Finished(int step, String model) implements Event {}

    /// The worker ends the run.
    ///
    /// @param message what failed, where, why, what to do
    record Failed(int step, String message) implements Event {}

    /// One sampled completion.
    ///
    /// @param tokens how many tokens were generated, the end token included
    /// @param ended  whether it ended before the cap, by an end token or a stop text
    /// @param end    which of the two, or the cap; absent in journals of versions that told no more than `ended`
    record Sample(String prompt, String completion, int tokens, boolean ended, Optional<CompletionEnd> end) {
        public Sample(String prompt, String completion, int tokens, CompletionEnd end) {
            this(prompt, completion, tokens, end.isBeforeCap(), Optional.of(end));
        }
    }
}
