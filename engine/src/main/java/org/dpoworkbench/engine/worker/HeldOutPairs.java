package org.dpoworkbench.engine.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataPath;
import org.dpoworkbench.engine.data.DatasetEntry;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.HashMemory;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.Tokenizer;
import org.dpoworkbench.engine.weights.ModelFolder;

/// The texts of a run's held-out pairs, of all evaluation sets, found again in its data files.
///
/// @param byId    by the pair's id, as the model sees them: cut to the length limits, special tokens shown
/// @param changes what has become of the data files since the run began, a sentence each
public record HeldOutPairs(Map<String, Pair> byId, List<String> changes) {

    /// A held-out pair.
    public record Pair(TokenizedPair tokens, String prompt, String chosen, String rejected) {}

    /// Reads the run's data as the run did.
    ///
    /// @throws UserError where data or tokenizer cannot be read any more
    public static HeldOutPairs load(RunFolder folder, RunConfig config, Progress progress) {
        List<String> changes = changes(folder);
        ModelFolder model = ModelFolder.open(config.model().model());
        try (TextModel text = TextModel.open(model.path(), RunInputs.limits(model.architecture()))) {
            List<TokenizedPair> pairs = PairLoader.load(
                            RecordKind.PAIRS,
                            TokenizedPair.class,
                            config.data(),
                            text,
                            Optional.of(CachePath.of(folder)),
                            progress)
                    .evaluation()
                    .stream()
                    .flatMap(set -> set.examples().stream())
                    .toList();
            Map<String, Pair> byId = LinkedHashMap.newLinkedHashMap(pairs.size());
            for (TokenizedPair pair : pairs) {
                byId.putIfAbsent(
                        pair.id(),
                        new Pair(
                                pair,
                                text(text.tokenizer(), pair.asked()),
                                text(text.tokenizer(), pair.answer(0)),
                                text(text.tokenizer(), pair.answer(1))));
                if (byId.size() % 256 == 0) {
                    progress.at("Making texts", byId.size(), pairs.size());
                }
            }
            return new HeldOutPairs(byId, changes);
        }
    }

    private static String text(Optional<Tokenizer> tokenizer, int[] ids) {
        return tokenizer.map(t -> t.decode(ids)).orElseGet(() -> Arrays.toString(ids));
    }

    private static List<String> changes(RunFolder folder) {
        if (!Files.exists(folder.provenance())) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        HashMemory hashes = new HashMemory(CachePath.of(folder));
        Map<String, String> seen = new HashMap<>();
        for (Provenance.HashedFile file : Provenance.read(folder).data()) {
            change(file, hashes).filter(c -> seen.put(file.path(), c) == null).ifPresent(changes::add);
        }
        return changes;
    }

    private static Optional<String> descriptionChange(Provenance.HashedFile begun, Path entry) {
        try {
            return DataPath.entry(entry).map(DatasetEntry::sha256).equals(Optional.of(begun.sha256()))
                    ? Optional.empty()
                    : Optional.of(entry + " describes its columns otherwise since the run began.");
        } catch (UserError e) {
            return Optional.of("%s is not there as when the run began: %s".formatted(entry, e.getMessage()));
        }
    }

    private static Optional<String> change(Provenance.HashedFile begun, HashMemory hashes) {
        Path file = Path.of(begun.path());
        if (!Files.exists(file) && begun.path().contains("#")) {
            return descriptionChange(begun, file);
        }
        if (!Files.exists(file)) {
            return Optional.of(file + " is gone since the run began.");
        }
        try {
            return hashes.sha256(file).equals(begun.sha256())
                    ? Optional.empty()
                    : Optional.of(
                            file + " has changed since the run began; pairs that are not in it any more have no text.");
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
