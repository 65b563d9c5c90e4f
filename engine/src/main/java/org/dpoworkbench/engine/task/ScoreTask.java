package org.dpoworkbench.engine.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.data.DataPath;
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.score.ImplicitReward;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.train.ExampleScorer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Implicit rewards of every completion in files. Every record has a row, also one that cannot be scored.
record ScoreTask(Task.Score task, TaskOutput output) {
    void run() {
        AdaptedModel policy = AdaptedModel.open(task.model());
        AdaptedModel reference = AdaptedModel.open(task.reference());
        RunInputs.requireSameVocabulary(policy.base(), reference.base());
        try (TextModel text = TextModel.open(policy.base().path(), RunInputs.limits(policy.architecture()));
                Backend backend = Devices.open(task.device())) {
            PairLoader.ByNature loaded = PairLoader.loadByNature(task.data(), text, output);
            SampledEnds ends = SampledEnds.in(task.data().data(), text);
            List<? extends TokenizedExample> examples =
                    loaded.examples().stream().map(ends::asSampled).toList();
            List<Task.Scored> rows = new ArrayList<>();
            if (!examples.isEmpty()) {
                score(examples, policy, reference, text, backend, rows);
            }
            Optional<Integer> completions = loaded.kind().isSingle() ? Optional.of(1) : Optional.empty();
            loaded.dropped().forEach(dropped -> rows.add(unscored(dropped, completions)));
            loaded.refused().forEach(refused -> rows.add(unscored(refused, Optional.of(0))));
            // In file order again.
            Map<String, Integer> order = new HashMap<>();
            task.data().data().stream()
                    .flatMap(path -> DataPath.files(path).stream())
                    .forEach(file -> order.putIfAbsent(file.toString(), order.size()));
            rows.sort(Comparator.comparingInt((Task.Scored row) -> order.get(row.source()))
                    .thenComparing(Task.Scored::line));
            rows.forEach(output::result);
        }
    }

    private static Task.Scored unscored(RecordProblem lost, Optional<Integer> completions) {
        RecordPlace place = lost.place();
        var dropped = new Task.Unscored(lost.reason(), completions);
        return new Task.Scored(place.file(), place.number(), "", List.of(), Optional.of(dropped));
    }

    private void score(
            List<? extends TokenizedExample> examples,
            AdaptedModel policy,
            AdaptedModel reference,
            TextModel text,
            Backend backend,
            List<Task.Scored> rows) {
        ExampleScorer scorer = new ExampleScorer(backend, examples);
        var policyScores = scorer.scores(policy, "policy log-probs", output);
        var referenceScores = scorer.scores(reference, "reference log-probs", output);
        for (int e = 0; e < examples.size(); e++) {
            TokenizedExample example = examples.get(e);
            List<Task.ScoredCompletion> completions = new ArrayList<>();
            for (int c = 0; c < example.completions(); c++) {
                int tokens = ExampleScorer.length(example, c);
                if (tokens == 0 && example.completion(c).length == 0) {
                    // Of a file of single completions, the pair's other side.
                    continue;
                }
                completions.add(new Task.ScoredCompletion(
                        added(text, example.asked(), example.answer(c)),
                        new ImplicitReward(task.beta(), tokens, policyScores.of(e, c), referenceScores.of(e, c)),
                        example.cut(c)));
            }
            rows.add(new Task.Scored(
                    example.source(),
                    example.line(),
                    added(text, new int[0], example.asked()),
                    completions,
                    Optional.empty()));
        }
    }

    /// What tokens add to the text before them.
    private static String added(TextModel model, int[] before, int[] tokens) {
        return model.tokenizer()
                .filter(_ -> tokens.length > 0)
                .map(tokenizer -> tokenizer.decodePlain(before, tokens))
                .orElse("");
    }
}
