package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Makes of what a record says what a run wants: of a ranking its pairs, of a pair two labelled completions.
sealed interface AsKind {

    /// One record or several.
    record Records(List<PreferenceRecord> records) implements AsKind {
        public Records {
            records = List.copyOf(records);
        }
    }

    /// A record that says nothing of that kind.
    record Nothing(Drop reason) implements AsKind {}

    /// The kind that a judgement of this type is by nature.
    static RecordKind natural(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Unjudged _ -> RecordKind.COMPLETIONS;
            case Judgement.Labelled _ -> RecordKind.UNPAIRED;
            case Judgement.Preferred _, Judgement.Voted _ -> RecordKind.PAIRS;
            case Judgement.Graded _ -> RecordKind.RANKINGS;
        };
    }

    /// Makes records of a kind.
    ///
    /// - Pairs of a ranking: each completion with each one that is worse, the best first; equals make none.
    /// - Pairs of votes: the majority's.
    /// - Completions: the better or best one, of labelled ones those that are wanted.
    static AsKind of(PreferenceRecord record, RecordKind kind) {
        if (!natural(record.judgement()).canBecome(kind)) {
            throw new IllegalArgumentException(record.place() + " says nothing of " + kind.text());
        }
        return switch (record.judgement()) {
            case Judgement.Unjudged _ -> one(record);
            case Judgement.Labelled(boolean wanted) ->
                kind == RecordKind.UNPAIRED || wanted ? one(record) : new Nothing(Drop.UNWANTED);
            case Judgement.Preferred _ -> preferred(record, kind);
            case Judgement.Voted votes -> voted(record, votes, kind);
            case Judgement.Graded(List<Judgement.Grade> grades, int _) -> graded(record, grades, kind);
        };
    }

    private static Records one(PreferenceRecord record) {
        return new Records(List.of(record));
    }

    private static AsKind preferred(PreferenceRecord pair, RecordKind kind) {
        return switch (kind) {
            // The other side shows how far the prompt of whole transcripts goes.
            case PAIRS, COMPLETIONS -> one(pair);
            case RANKINGS ->
                one(pair.with(
                        pair.place(),
                        new Judgement.Graded(List.of(Judgement.Grade.of(1), Judgement.Grade.of(0))),
                        0,
                        1));
            case UNPAIRED ->
                new Records(List.of(
                        pair.with(pair.place().part(1), new Judgement.Labelled(true), 0, 1),
                        pair.with(pair.place().part(2), new Judgement.Labelled(false), 0, 1)));
        };
    }

    private static AsKind voted(PreferenceRecord record, Judgement.Voted votes, RecordKind kind) {
        if (votes.first() == votes.second() || 2 * Math.max(votes.first(), votes.second()) <= votes.votes()) {
            return new Nothing(Drop.TIE);
        }
        boolean firstWins = votes.first() > votes.second();
        double agreement = (double) Math.max(votes.first(), votes.second()) / votes.votes();
        return preferred(
                record.with(
                        record.place(),
                        new Judgement.Preferred(OptionalDouble.of(agreement)),
                        firstWins ? 0 : 1,
                        firstWins ? 1 : 0),
                kind);
    }

    private static AsKind graded(PreferenceRecord record, List<Judgement.Grade> grades, RecordKind kind) {
        if (grades.size() < 2) {
            return kind == RecordKind.COMPLETIONS && grades.size() == 1 ? one(record) : new Nothing(Drop.NOT_RANKED);
        }
        int[] order = IntStream.range(0, grades.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -grades.get(i).value()))
                .mapToInt(i -> i)
                .toArray();
        boolean allEqual = grades.get(order[0]).value()
                == grades.get(order[order.length - 1]).value();
        return switch (kind) {
            case COMPLETIONS -> one(record.with(record.place(), new Judgement.Unjudged(), order[0]));
            case PAIRS -> allEqual ? new Nothing(Drop.TIE) : pairs(record, grades, order);
            case RANKINGS -> allEqual ? new Nothing(Drop.TIE) : one(ranked(record, grades, order));
            case UNPAIRED -> throw new IllegalArgumentException("grades are no labels");
        };
    }

    private static Records pairs(PreferenceRecord record, List<Judgement.Grade> grades, int[] order) {
        List<int[]> sides = new ArrayList<>();
        for (int better = 0; better < order.length; better++) {
            for (int worse = better + 1; worse < order.length; worse++) {
                if (grades.get(order[better]).value() > grades.get(order[worse]).value()) {
                    sides.add(new int[] {order[better], order[worse]});
                }
            }
        }
        List<PreferenceRecord> pairs = new ArrayList<>();
        for (int[] pair : sides) {
            RecordPlace place =
                    sides.size() == 1 ? record.place() : record.place().part(pairs.size() + 1);
            pairs.add(record.with(place, Judgement.Preferred.WITHOUT_VOTES, pair));
        }
        return new Records(pairs);
    }

    /// The best first. Of completions that are equally good, the ranking keeps the first: which of them is better is
    /// not known, and the loss needs an order.
    private static PreferenceRecord ranked(PreferenceRecord record, List<Judgement.Grade> grades, int[] order) {
        int[] kept = IntStream.range(0, order.length)
                .filter(i -> i == 0
                        || grades.get(order[i]).value()
                                < grades.get(order[i - 1]).value())
                .map(i -> order[i])
                .toArray();
        return record.with(
                record.place(),
                new Judgement.Graded(IntStream.of(kept).mapToObj(grades::get).toList(), order.length - kept.length),
                kept);
    }
}
