package org.dpoworkbench.engine.task;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenTexts;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.train.TokenScorer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Log-probs of single tokens under policy and reference, and the tokens' texts.
record TokenLogProbsTask(Task.TokenLogProbs task, TaskOutput output) {
    void run() {
        AdaptedModel policy = AdaptedModel.open(task.model());
        boolean same = task.reference().equals(task.model());
        AdaptedModel reference = same ? policy : AdaptedModel.open(task.reference());
        RunInputs.requireSameVocabulary(policy.base(), reference.base());
        try (Backend backend = Devices.open(task.device());
                TextModel text = TextModel.open(policy.base().path(), RunInputs.limits(policy.architecture()))) {
            TokenScorer scorer = new TokenScorer(backend, task.pairs());
            List<TokenScorer.TokenScores> ofPolicy = scorer.scores(policy, "policy log-probs", output);
            List<TokenScorer.TokenScores> ofReference =
                    same ? ofPolicy : scorer.scores(reference, "reference log-probs", output);
            TokenTexts texts = new TokenTexts(text.tokenizer());
            for (int i = 0; i < task.pairs().size(); i++) {
                tell(task.pairs().get(i), ofPolicy.get(i), ofReference.get(i), texts);
            }
        }
    }

    private void tell(
            TokenizedPair pair, TokenScorer.TokenScores policy, TokenScorer.TokenScores reference, TokenTexts texts) {
        output.result(new Task.PairTokens(
                pair.id(),
                side(pair, pair.chosen(), pair.chosenScored(), policy.chosen(), reference.chosen(), texts),
                side(pair, pair.rejected(), pair.rejectedScored(), policy.rejected(), reference.rejected(), texts)));
    }

    /// A first token without a context is not scored, whatever the pair says.
    private static List<Task.TokenScore> side(
            TokenizedPair pair, int[] ids, boolean[] scored, double[] policy, double[] reference, TokenTexts texts) {
        List<String> words = texts.of(pair.prompt(), ids);
        Task.TokenScore[] tokens = new Task.TokenScore[ids.length];
        int next = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean counts = scored[i] && (i > 0 || pair.prompt().length > 0);
            tokens[i] = new Task.TokenScore(
                    words.get(i),
                    counts ? Optional.of(policy[next]) : Optional.empty(),
                    counts ? Optional.of(reference[next]) : Optional.empty());
            next += counts ? 1 : 0;
        }
        return Arrays.asList(tokens);
    }
}
