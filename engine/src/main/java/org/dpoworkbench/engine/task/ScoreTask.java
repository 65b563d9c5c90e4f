package org.dpoworkbench.engine.task;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.score.ImplicitReward;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.Tokenizer;
import org.dpoworkbench.engine.train.ExampleScorer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Implicit rewards of every completion in files.
record ScoreTask(Task.Score task, TaskOutput output) {
    void run() {
        AdaptedModel policy = AdaptedModel.open(task.model());
        AdaptedModel reference = AdaptedModel.open(task.reference());
        RunInputs.requireSameVocabulary(policy.base(), reference.base());
        try (TextModel text = TextModel.open(policy.base().path(), RunInputs.limits(policy.architecture()));
                Backend backend = Devices.open(task.device())) {
            List<? extends TokenizedExample> examples = PairLoader.loadByNature(task.data(), text, output);
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
                            text(text, example.answer(c)),
                            new ImplicitReward(task.beta(), tokens, policyScores.of(e, c), referenceScores.of(e, c)),
                            example.cut(c)));
                }
                output.result(
                        new Task.Scored(example.source(), example.line(), text(text, example.asked()), completions));
            }
        }
    }

    private static String text(TextModel model, int[] tokens) {
        return model.tokenizer().map(tokenizer -> plain(tokenizer, tokens)).orElse("");
    }

    private static String plain(Tokenizer tokenizer, int[] tokens) {
        return tokens.length == 0 ? "" : tokenizer.decodePlain(tokens);
    }
}
