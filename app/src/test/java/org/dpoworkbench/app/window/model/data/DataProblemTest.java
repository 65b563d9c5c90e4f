package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The sentences are the engine's own.
class DataProblemTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @Test
    void aMissingTemplateIsChosenInTheWindow() {
        assertThat(words("%s holds conversations, and %s has no chat template to make texts of them: neither"
                        + " chat_template.jinja nor chat_template in tokenizer_config.json. Give the template the model"
                        + " was trained with: --chat-template FILE, or for a base model one that comes with the"
                        + " program: --chat-template chatml."))
                .isEqualTo("trees.jsonl holds conversations, and model has no chat template to make texts of them:"
                        + " neither chat_template.jinja nor chat_template in tokenizer_config.json. Choose a chat"
                        + " template below, under Tokenizer.");
    }

    @Test
    void anotherKindIsChosenAboveTheTable() {
        assertThat(words("%s holds completions with a label, of which no rankings can be made. They are for a loss on"
                        + " unpaired data: --loss-type kto. `dpo sft` takes those that are wanted."))
                .isEqualTo("trees.jsonl holds completions with a label, of which no rankings can be made. Choose what"
                        + " the records are read as, above the table.");
    }

    @Test
    void fieldsAreChosenInTheFilesMenu() {
        assertThat(words("\"chosen\" is missing. Pass --chosen FIELD --rejected FIELD (and --prompt FIELD where the"
                        + " prompt has one)."))
                .isEqualTo("\"chosen\" is missing. Choose its fields: \"Fields …\" in the file's menu.");
    }

    @Test
    void anyOtherOptionIsNamedAsTheSettingIs() {
        assertThat(words("The model has 64 positions. Set --max-length to 64 or less."))
                .isEqualTo("The model has 64 positions. Set max_length to 64 or less.");
    }

    private static String words(String problem) {
        return DataProblem.of(problem.formatted(PROJECT.resolve("trees.jsonl"), PROJECT.resolve("model")), PROJECT);
    }
}
