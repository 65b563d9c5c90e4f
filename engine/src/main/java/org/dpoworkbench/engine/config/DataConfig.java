package org.dpoworkbench.engine.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.Problems;

/// Which preference pairs a run sees.
///
/// @param data             preference files to train on
/// @param evalData         preference files held out: the main evaluation set; they win over `heldOut`
/// @param evalSets         further evaluation sets, each with a name; where nothing else is held out, the first is
///                         also the main one
/// @param columns          field names, where they are not recognised
/// @param promptExtraction how the prompt is found in whole transcripts
/// @param heldOut          pairs held out of `data`, split by prompt: a share below 1, else a count; 0: none
/// @param splitSeed        seed of that split
/// @param maxLength        longest prompt + completion in tokens; absent: min(1024, the model's context)
/// @param scoreUserTurns   whether user turns inside a completion are scored (as TRL does)
/// @param skipInvalid      whether unreadable records are dropped instead of refused
/// @param maxPairs         use only so many pairs, the first of the files
/// @param chatTemplate     what makes texts of conversations; absent: the model folder's own
/// @param truncationMode   how pairs longer than `maxLength` are cut
/// @param maxPromptLength  of mode `original`: what the prompt of such a pair is cut to, in tokens; absent: half of the
///                         longest length
/// @param exclude          ids of pairs that are left out
public record DataConfig(
        List<Path> data,
        List<Path> evalData,
        List<EvalSet> evalSets,
        ColumnMapping columns,
        PromptExtraction promptExtraction,
        double heldOut,
        long splitSeed,
        OptionalInt maxLength,
        boolean scoreUserTurns,
        boolean skipInvalid,
        OptionalInt maxPairs,
        Optional<TemplateChoice> chatTemplate,
        TruncationMode truncationMode,
        OptionalInt maxPromptLength,
        List<String> exclude) {

    public DataConfig {
        data = List.copyOf(data);
        evalData = List.copyOf(evalData);
        // A project file written before there were these settings reads as null.
        evalSets = evalSets == null ? List.of() : List.copyOf(evalSets);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
        truncationMode = truncationMode == null ? TruncationMode.KEEP_START : truncationMode;
        Problems.in("data")
                .check(!data.isEmpty(), "no file is given")
                .check(
                        evalSets.stream().map(EvalSet::name).distinct().count() == evalSets.size(),
                        "each evaluation set has a name of its own, these are %s",
                        evalSets.stream().map(EvalSet::name).toList())
                .check(heldOut >= 0 && Double.isFinite(heldOut), "held_out must be >= 0, is %s", heldOut)
                .check(
                        maxLength.isEmpty() || maxLength.getAsInt() >= 2,
                        "max_length must be at least 2 tokens, is %s",
                        maxLength.orElse(0))
                .check(
                        maxPairs.isEmpty() || maxPairs.getAsInt() >= 1,
                        "max_pairs must be at least 1, is %s",
                        maxPairs.orElse(0))
                .check(
                        maxPromptLength.isEmpty() || truncationMode == TruncationMode.ORIGINAL,
                        "max_prompt_length is for truncation_mode original only; with %s nothing is cut by it",
                        truncationMode.text())
                .check(
                        maxPromptLength.isEmpty() || maxPromptLength.getAsInt() >= 1,
                        "max_prompt_length must be at least 1, is %s",
                        maxPromptLength.orElse(0))
                .throwIfAny();
    }

    /// The given files with every other setting at its default.
    public static DataConfig of(List<Path> data) {
        return new DataConfig(
                data,
                List.of(),
                List.of(),
                ColumnMapping.RECOGNISED,
                PromptExtraction.AUTO,
                0,
                42,
                OptionalInt.empty(),
                false,
                false,
                OptionalInt.empty(),
                Optional.empty(),
                TruncationMode.KEEP_START,
                OptionalInt.empty(),
                List.of());
    }

    /// Every file of a named evaluation set, after those of [#evalData].
    public List<Path> allEvalData() {
        return Stream.concat(evalData.stream(), evalSets.stream().flatMap(set -> set.files().stream()))
                .toList();
    }

    /// Whether any pairs are held out of training.
    public boolean holdsOut() {
        return heldOut > 0 || !evalData.isEmpty() || !evalSets.isEmpty();
    }

    /// The same with relative paths taken from `folder`.
    DataConfig resolvedIn(Path folder) {
        return new DataConfig(
                data.stream().map(p -> folder.resolve(p).normalize()).toList(),
                evalData.stream().map(p -> folder.resolve(p).normalize()).toList(),
                evalSets.stream().map(set -> set.resolvedIn(folder)).toList(),
                columns,
                promptExtraction,
                heldOut,
                splitSeed,
                maxLength,
                scoreUserTurns,
                skipInvalid,
                maxPairs,
                chatTemplate.map(t -> t.withPath(p -> folder.resolve(p).normalize())),
                truncationMode,
                maxPromptLength,
                exclude);
    }

    /// The same pairs without these, which replace those left out so far.
    ///
    /// @param ids of pairs
    public DataConfig withExclude(List<String> ids) {
        return new DataConfig(
                data,
                evalData,
                evalSets,
                columns,
                promptExtraction,
                heldOut,
                splitSeed,
                maxLength,
                scoreUserTurns,
                skipInvalid,
                maxPairs,
                chatTemplate,
                truncationMode,
                maxPromptLength,
                ids);
    }

    /// The same with another chat template.
    public DataConfig withChatTemplate(TemplateChoice other) {
        return new DataConfig(
                data,
                evalData,
                evalSets,
                columns,
                promptExtraction,
                heldOut,
                splitSeed,
                maxLength,
                scoreUserTurns,
                skipInvalid,
                maxPairs,
                Optional.of(other),
                truncationMode,
                maxPromptLength,
                exclude);
    }
}
