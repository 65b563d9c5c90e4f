package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.text.Lists;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedRanking;
import org.dpoworkbench.engine.text.TokenizedSet;

/// What a run minimises and how it is evaluated, by its kind of data. Making one takes the reference log-probs that it
/// needs.
///
/// A loss without a reference has no reference pass over the training data. Its held-out pairs have one, so that every
/// run tells the log-ratios that runs are compared by.
record Training(StepObjective objective, Evaluation evaluation) {

    static Training of(
            RunConfig config,
            TokenizedSet<? extends TokenizedExample> set,
            Visits visits,
            int[] visited,
            Decoder decoder,
            TokenBudget budget,
            ReferenceSource reference) {
        if (config.objective() == Objective.SFT) {
            TokenizedSet<TokenizedPair> completions = set.as(TokenizedPair.class);
            return new Training(
                    new SftObjective(lengths(completions.train())),
                    new LikelihoodEvaluation(decoder, budget, completions.evaluation()));
        }
        return switch (config.loss().data()) {
            case PAIRS -> pairs(config, set.as(TokenizedPair.class), visits, visited, decoder, budget, reference);
            case UNPAIRED ->
                verdicts(config, set.as(TokenizedCompletion.class), visits, visited, decoder, budget, reference);
            case RANKED -> rankings(config, set.as(TokenizedRanking.class), visited, decoder, budget, reference);
        };
    }

    /// Tokens of the longest thing that training computes besides its examples.
    static int longest(RunConfig config, TokenizedSet<? extends TokenizedExample> set) {
        boolean mismatches =
                config.objective() == Objective.DPO && config.loss().is(LossType.KTO);
        if (!mismatches) {
            return 0;
        }
        TokenizedSet<TokenizedCompletion> completions = set.as(TokenizedCompletion.class);
        return MismatchedKl.longest(Lists.concat(completions.train(), completions.allHeldOut()), set.maxLength());
    }

    private static Training pairs(
            RunConfig config,
            TokenizedSet<TokenizedPair> set,
            Visits visits,
            int[] visited,
            Decoder decoder,
            TokenBudget budget,
            ReferenceSource source) {
        LossConfig loss = config.loss();
        TokenWeighting weighting = TokenWeighting.of(loss);
        boolean compares = loss.usesReference();
        List<TokenizedPair> held = set.allHeldOut();
        Tables tables = Tables.of(set.train(), compares ? visited : new int[0], List.of(held), weighting, source);
        StepObjective objective = new PairObjective(
                set.train(),
                lengths(set.train()),
                compares ? Optional.of(tables.training()) : Optional.empty(),
                loss,
                budget,
                visits.examplesAtOnce());
        return new Training(
                objective,
                new PairEvaluation(
                        decoder,
                        budget,
                        set.evaluation(),
                        tables.others().getFirst(),
                        loss,
                        config.batch().perDeviceTrainBatchSize()));
    }

    private static Training verdicts(
            RunConfig config,
            TokenizedSet<TokenizedCompletion> set,
            Visits visits,
            int[] visited,
            Decoder decoder,
            TokenBudget budget,
            ReferenceSource source) {
        LossConfig loss = config.loss();
        boolean mismatches = loss.is(LossType.KTO);
        List<TokenizedCompletion> held = set.allHeldOut();
        List<StepExamples> batches =
                VerdictEvaluation.batches(set.evaluation(), config.batch().perDeviceTrainBatchSize());
        long[] none = {};
        MismatchedKl kl = new MismatchedKl(
                set.train(), mismatches ? MismatchedKl.keys(visits) : none, set.maxLength(), decoder, budget);
        MismatchedKl klOfHeld = new MismatchedKl(
                held, mismatches ? MismatchedKl.keys(batches) : none, set.maxLength(), decoder, budget);
        Tables tables = Tables.of(
                set.train(),
                visited,
                List.of(held, kl.mismatched(), klOfHeld.mismatched()),
                TokenWeighting.PLAIN,
                source);
        kl.useReference(tables.others().get(1));
        klOfHeld.useReference(tables.others().get(2));
        return new Training(
                new VerdictObjective(
                        set.train(),
                        tables.training(),
                        kl,
                        loss,
                        budget,
                        visits.emptyStep(),
                        visits.plan().accumulation()),
                new VerdictEvaluation(
                        decoder, budget, set.evaluation(), tables.others().getFirst(), klOfHeld, batches, loss));
    }

    private static Training rankings(
            RunConfig config,
            TokenizedSet<TokenizedRanking> set,
            int[] visited,
            Decoder decoder,
            TokenBudget budget,
            ReferenceSource source) {
        Tables tables = Tables.of(set.train(), visited, List.of(set.allHeldOut()), TokenWeighting.PLAIN, source);
        return new Training(
                new RankingObjective(set.train(), tables.training(), config.loss(), budget),
                new RankingEvaluation(
                        decoder, budget, set.evaluation(), tables.others().getFirst(), config.loss()));
    }

    private static List<PairLengths> lengths(List<TokenizedPair> pairs) {
        return pairs.stream().map(PairLengths::of).toList();
    }

    /// Reference log-probs, of one pass.
    ///
    /// @param training by number of the training examples, those that are not visited missing
    /// @param others   a table for each of the other lists
    private record Tables(LogProbTable training, List<LogProbTable> others) {
        static Tables of(
                List<? extends TokenizedExample> train,
                int[] visited,
                List<? extends List<? extends TokenizedExample>> lists,
                TokenWeighting weighting,
                ReferenceSource source) {
            List<TokenizedExample> wanted = Lists.concat(Lists.select(train, visited), Lists.concat(lists));
            LogProbTable all = source.logProbs(wanted, weighting);
            LogProbTable training = new LogProbTable(train, weighting);
            for (int i = 0; i < visited.length; i++) {
                training.take(visited[i], all, i);
            }
            List<LogProbTable> others = new ArrayList<>();
            int from = visited.length;
            for (List<? extends TokenizedExample> list : lists) {
                LogProbTable table = new LogProbTable(list, weighting);
                for (int i = 0; i < list.size(); i++) {
                    table.take(i, all, from + i);
                }
                others.add(table);
                from += list.size();
            }
            return new Tables(training, others);
        }
    }
}
