package org.dpoworkbench.engine.task;

import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.train.PairScorer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Log-probs of every pair under policy and reference. Nothing is dropped.
record LogProbsTask(Task.LogProbs task, TaskOutput output) {
    void run() {
        AdaptedModel policy = AdaptedModel.open(task.model());
        AdaptedModel reference =
                task.reference().equals(ModelSource.of(task.model().model()))
                        ? policy.withoutAdapter()
                        : AdaptedModel.open(task.reference());
        RunInputs.requireSameVocabulary(policy.base(), reference.base());
        List<TokenizedPair> pairs;
        try (TextModel text = TextModel.open(policy.base().path(), RunInputs.limits(policy.architecture()))) {
            pairs = PairLoader.loadAll(task.data(), text, output);
        }
        try (Backend backend = Devices.open(task.device())) {
            PairScorer scorer = new PairScorer(backend, pairs);
            PairScorer.Scores policyScores = scorer.scores(policy, "policy log-probs", output);
            PairScorer.Scores referenceScores =
                    reference.equals(policy) ? policyScores : scorer.scores(reference, "reference log-probs", output);
            for (int i = 0; i < pairs.size(); i++) {
                output.result(new Task.PairLogProbs(
                        scorer.chosenLength(i),
                        scorer.rejectedLength(i),
                        policyScores.chosen(i),
                        policyScores.rejected(i),
                        referenceScores.chosen(i),
                        referenceScores.rejected(i)));
            }
        }
    }
}
