package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts graded completions together that follow each other one a record and have the same prompt, as `dpo score`
/// writes the samples of a prompt. Records of several completions stay as they are.
final class OnePrompt {
    private final List<PreferenceRecord> waiting = new ArrayList<>();

    /// @return what is whole now
    List<PreferenceRecord> add(PreferenceRecord record) {
        if (!isSingle(record)) {
            List<PreferenceRecord> whole = new ArrayList<>(end());
            whole.add(record);
            return whole;
        }
        List<PreferenceRecord> whole = waiting.isEmpty() || samePrompt(waiting.getFirst(), record) ? List.of() : end();
        waiting.add(record);
        return whole;
    }

    private static boolean isSingle(PreferenceRecord record) {
        return record.completions().size() == 1 && record.judgement() instanceof Judgement.Graded;
    }

    private static boolean samePrompt(PreferenceRecord one, PreferenceRecord other) {
        return switch (one) {
            case PreferenceRecord.Text text ->
                other instanceof PreferenceRecord.Text next
                        && text.prompt().isPresent()
                        && text.prompt().equals(next.prompt());
            case PreferenceRecord.Chat chat ->
                other instanceof PreferenceRecord.Chat next
                        && chat.prompt().isPresent()
                        && chat.prompt().equals(next.prompt())
                        && chat.variables().equals(next.variables());
            case PreferenceRecord.Tokens _ -> false;
        };
    }

    List<PreferenceRecord> end() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Judgement.Grade> grades = new ArrayList<>();
        for (PreferenceRecord one : waiting) {
            if (one.judgement() instanceof Judgement.Graded graded) {
                grades.addAll(graded.grades());
            }
        }
        PreferenceRecord whole = joined(waiting, new Judgement.Graded(grades));
        waiting.clear();
        return List.of(whole);
    }

    private static PreferenceRecord joined(List<PreferenceRecord> records, Judgement judgement) {
        PreferenceRecord first = records.getFirst();
        RecordPlace place = first.place();
        Optional<String> source = first.source();
        return switch (first) {
            case PreferenceRecord.Text text ->
                new PreferenceRecord.Text(
                        place,
                        text.prompt(),
                        records.stream()
                                .map(r -> ((PreferenceRecord.Text) r).chosen())
                                .toList(),
                        judgement,
                        source);
            case PreferenceRecord.Chat chat ->
                new PreferenceRecord.Chat(
                        place,
                        chat.prompt(),
                        records.stream()
                                .map(r -> ((PreferenceRecord.Chat) r).chosen())
                                .toList(),
                        judgement,
                        source,
                        chat.variables());
            case PreferenceRecord.Tokens tokens -> tokens;
        };
    }
}
