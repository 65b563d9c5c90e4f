package org.dpoworkbench.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.generate.Completion;
import org.dpoworkbench.engine.generate.SamplingSettings;
import org.dpoworkbench.engine.generate.TextSampler;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.SharedDecoder;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.Tokenizer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Completions of prompts by policy and reference.
record SampleTask(Task.Sample task, TaskOutput output) {
    private static final int ROWS = 2048;

    void run() {
        AdaptedModel policy = AdaptedModel.open(task.model());
        try (Backend backend = Devices.open(task.device());
                TextModel text = TextModel.open(policy.base().path(), RunInputs.limits(policy.architecture()))) {
            Tokenizer tokenizer = text.tokenizer()
                    .orElseThrow(() -> new UserError(policy.base().path()
                            + " has no tokenizer.json, so there is no way from texts to tokens and back."));
            Optional<AdaptedModel> reference = task.reference().map(AdaptedModel::open);
            reference.ifPresent(r -> RunInputs.requireSameVocabulary(policy.base(), r.base()));
            int room = Math.min(
                    policy.architecture().context(),
                    reference.map(r -> r.architecture().context()).orElse(ROWS));
            List<int[]> prompts = prompts(tokenizer, Math.min(room, ROWS));
            SharedDecoder shared = new SharedDecoder(backend, ROWS);
            List<Completion> ofPolicy = complete(backend, shared.with(policy), prompts, text);
            List<Completion> ofReference = reference
                    .map(r -> complete(backend, shared.with(r), prompts, text))
                    .orElse(List.of());
            for (int p = 0; p < task.prompts().size(); p++) {
                tell("policy", p, ofPolicy, tokenizer);
                tell("reference", p, ofReference, tokenizer);
            }
        }
    }

    /// Each prompt `count` times, one after the other.
    ///
    /// @param longest tokens that a prompt and its completion may have
    private List<int[]> prompts(Tokenizer tokenizer, int longest) {
        List<int[]> prompts = new ArrayList<>();
        for (String prompt : task.prompts()) {
            int[] tokens = tokenizer.encode(prompt);
            if (tokens.length == 0) {
                throw new UserError("The prompt \"" + prompt + "\" has no token; a model continues at least one.");
            }
            if (tokens.length + task.sampling().maxNewTokens() > longest) {
                throw new UserError("The prompt \"" + prompt + "\" has " + tokens.length + " tokens; with "
                        + task.sampling().maxNewTokens() + " new ones that is more than " + longest
                        + ". Ask for fewer with --max-new-tokens.");
            }
            for (int n = 0; n < task.count(); n++) {
                prompts.add(tokens);
            }
        }
        return prompts;
    }

    private List<Completion> complete(Backend backend, Decoder decoder, List<int[]> prompts, TextModel text) {
        SamplingSettings settings = new SamplingSettings(task.sampling(), task.seed(), text.endTokens());
        return new TextSampler(backend, decoder, ROWS).sample(prompts, settings, output);
    }

    private void tell(String model, int prompt, List<Completion> completions, Tokenizer tokenizer) {
        if (completions.isEmpty()) {
            return;
        }
        for (int n = 0; n < task.count(); n++) {
            Completion c = completions.get(prompt * task.count() + n);
            output.result(new Task.SampledText(
                    model,
                    task.prompts().get(prompt),
                    tokenizer.decodePlain(c.tokens()),
                    c.tokens().length,
                    c.ended()));
        }
    }
}
