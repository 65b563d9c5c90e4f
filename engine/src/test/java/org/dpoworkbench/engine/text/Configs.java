package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.config.TruncationMode;

/// Data configurations that differ from the defaults in what a test names.
final class Configs {
    private final List<Path> data;
    private List<Path> evalData = List.of();
    private double heldOut;
    private OptionalInt maxLength = OptionalInt.empty();
    private OptionalInt maxPairs = OptionalInt.empty();
    private boolean scoreUserTurns;
    private boolean skipInvalid;
    private ColumnMapping columns = ColumnMapping.RECOGNISED;
    private PromptExtraction promptExtraction = PromptExtraction.AUTO;

    private Optional<TemplateChoice> chatTemplate = Optional.empty();
    private TruncationMode truncationMode = TruncationMode.KEEP_START;
    private OptionalInt maxPromptLength = OptionalInt.empty();
    private List<String> exclude = List.of();

    private Configs(Path file) {
        data = List.of(file);
    }

    static Configs of(Path file) {
        return new Configs(file);
    }

    Configs evalData(Path file) {
        evalData = List.of(file);
        return this;
    }

    Configs heldOut(double share) {
        heldOut = share;
        return this;
    }

    Configs maxLength(int tokens) {
        maxLength = OptionalInt.of(tokens);
        return this;
    }

    Configs maxPairs(int pairs) {
        maxPairs = OptionalInt.of(pairs);
        return this;
    }

    Configs scoreUserTurns() {
        scoreUserTurns = true;
        return this;
    }

    Configs skipInvalid() {
        skipInvalid = true;
        return this;
    }

    Configs columns(ColumnMapping mapping) {
        columns = mapping;
        return this;
    }

    Configs promptExtraction(PromptExtraction rule) {
        promptExtraction = rule;
        return this;
    }

    Configs chatTemplate(Path file) {
        chatTemplate = Optional.of(new TemplateChoice.InFile(file));
        return this;
    }

    Configs exclude(String... ids) {
        exclude = List.of(ids);
        return this;
    }

    Configs original(int promptTokens) {
        truncationMode = TruncationMode.ORIGINAL;
        maxPromptLength = OptionalInt.of(promptTokens);
        return this;
    }

    Configs keepEnd() {
        truncationMode = TruncationMode.KEEP_END;
        return this;
    }

    DataConfig config() {
        return new DataConfig(
                data,
                evalData,
                List.of(),
                columns,
                promptExtraction,
                heldOut,
                7,
                maxLength,
                scoreUserTurns,
                skipInvalid,
                maxPairs,
                chatTemplate,
                truncationMode,
                maxPromptLength,
                exclude);
    }
}
