package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Prompts of a file: of its field `prompt`, a text or a conversation, or `messages`, a conversation, or `instruction`
/// with `input`. Whatever else a record holds, such as answers, is not looked at. All formats of preference files.
public final class PromptFile {
    private static final int MOST_TOLD = 5;

    private PromptFile() {}

    /// The prompts in file order.
    ///
    /// @throws UserError where the file cannot be read, a record has no prompt, or there is none
    public static List<GivenPrompt> read(Path file) {
        List<GivenPrompt> prompts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        RecordFile.read(file, record -> {
            switch (record) {
                case FileRecord.Fields(RecordPlace place, ObjectNode object) -> {
                    try {
                        prompts.add(prompt(object));
                    } catch (UnreadableRecordException e) {
                        problems.add(place + ": " + e.getMessage());
                    }
                }
                case FileRecord.Unreadable(RecordPlace place, String reason) -> problems.add(place + ": " + reason);
            }
        });
        if (!problems.isEmpty()) {
            List<String> told = new ArrayList<>(problems.subList(0, Math.min(MOST_TOLD, problems.size())));
            if (problems.size() > MOST_TOLD) {
                told.add(problems.size() + " records of " + file + " have no prompt that can be read.");
            }
            throw new UserError(told);
        }
        if (prompts.isEmpty()) {
            throw new UserError(file + " holds no record, so there is nothing to answer.");
        }
        return prompts;
    }

    private static GivenPrompt prompt(ObjectNode object) throws UnreadableRecordException {
        JsonNode messages = object.get("messages");
        if (Values.isMissing(object.get("prompt")) && Values.isTurns(messages)) {
            return new GivenPrompt(Optional.empty(), Values.turns("messages", messages), TemplateVariables.of(object));
        }
        if (Values.isMissing(object.get("prompt")) && !Values.isMissing(object.get("instruction"))) {
            String instruction = Values.text("instruction", object.get("instruction"));
            JsonNode input = object.get("input");
            String more = Values.isMissing(input) ? "" : Values.text("input", input);
            return GivenPrompt.of(InstructionPrompt.of(instruction, more));
        }
        JsonNode prompt = Values.required(object, "prompt");
        return Values.isTurns(prompt)
                ? new GivenPrompt(Optional.empty(), Values.turns("prompt", prompt), TemplateVariables.of(object))
                : GivenPrompt.of(Values.text("prompt", prompt));
    }
}
