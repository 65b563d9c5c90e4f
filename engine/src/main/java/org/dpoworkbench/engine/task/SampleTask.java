package org.dpoworkbench.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.data.GivenPrompt;
import org.dpoworkbench.engine.generate.Completion;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.generate.SampleListener;
import org.dpoworkbench.engine.generate.SamplingSettings;
import org.dpoworkbench.engine.generate.SamplingSpeed;
import org.dpoworkbench.engine.generate.TextSampler;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.SharedDecoder;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.StopTexts;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.Tokenizer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Completions of prompts by policy and reference.
record SampleTask(Task.Sample task, TaskOutput output) {
    private static final int ROWS = 2048;
    private static final int MOST_ROWS = 16_384;

    /// What the keys and values of all sequences that are continued at a time may take, where one sequence does not
    /// take more.
    private static final long MOST_CACHE_BYTES = 512L << 20;

    void run() {
        AdaptedModel policy = AdaptedModel.open(task.model());
        try (Backend backend = Devices.open(task.device());
                TextModel text = TextModel.open(policy.base().path(), RunInputs.limits(policy.architecture()))) {
            Tokenizer tokenizer = text.tokenizer()
                    .orElseThrow(() -> new UserError(policy.base().path()
                            + " has no tokenizer.json, so there is no way from texts to tokens and back."));
            Optional<AdaptedModel> reference = task.reference().map(AdaptedModel::open);
            reference.ifPresent(r -> RunInputs.requireSameVocabulary(policy.base(), r.base()));
            int context = Math.min(
                    policy.architecture().context(),
                    reference.map(r -> r.architecture().context()).orElse(Integer.MAX_VALUE));
            List<int[]> prompts = prompts(text, Math.min(context, MOST_ROWS));
            int rows = Math.clamp(rows(prompts), 2, Math.max(ROWS, longest(prompts)));
            SharedDecoder shared = new SharedDecoder(backend, rows);
            SampleListener listener =
                    task.stream() ? new Pieces(tokenizer, prompts.getFirst(), output) : SampleListener.NONE;
            TextSampler policySampler = sampler(backend, shared.with(policy), rows, prompts);
            List<Completion> ofPolicy = complete(policySampler, prompts, text, listener);
            SamplingSpeed speed = policySampler.speed();
            List<Completion> ofReference = List.of();
            if (reference.isPresent()) {
                TextSampler referenceSampler = sampler(backend, shared.with(reference.get()), rows, prompts);
                ofReference = complete(referenceSampler, prompts, text, SampleListener.NONE);
                speed = speed.plus(referenceSampler.speed());
            }
            Optional<ChosenTexts> chosen = task.choosing()
                    .map(choosing -> ChosenTexts.by(choosing, task, backend, policy, prompts, ofPolicy, output));
            for (int p = 0; p < task.prompts().size(); p++) {
                tell("policy", p, prompts, ofPolicy, chosen, text);
                tell("reference", p, prompts, ofReference, Optional.empty(), text);
            }
            output.result(new Task.SampleNews(Optional.empty(), Optional.empty(), Optional.of(speed)));
        }
    }

    /// Each prompt `count` times, one after the other.
    ///
    /// @param longest tokens that a prompt and its completion may have
    private List<int[]> prompts(TextModel text, int longest) {
        List<int[]> prompts = new ArrayList<>();
        for (GivenPrompt prompt : task.prompts()) {
            int[] tokens = text.promptTokens(prompt, task.template());
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

    private TextSampler sampler(Backend backend, Decoder decoder, int rows, List<int[]> prompts) {
        long fitting = MOST_CACHE_BYTES / decoder.cacheRowBytes();
        int cacheRows = (int) Math.max(longest(prompts), Math.min(rows(prompts), fitting));
        return new TextSampler(backend, decoder, rows, cacheRows);
    }

    private int rows(List<int[]> prompts) {
        long all = prompts.stream()
                .mapToLong(p -> p.length + task.sampling().maxNewTokens())
                .sum();
        return (int) Math.min(all, Integer.MAX_VALUE);
    }

    private int longest(List<int[]> prompts) {
        return prompts.stream()
                .mapToInt(p -> p.length + task.sampling().maxNewTokens())
                .max()
                .orElse(2);
    }

    private List<Completion> complete(
            TextSampler sampler, List<int[]> prompts, TextModel text, SampleListener listener) {
        var stop = StopTexts.of(text.tokenizer().orElseThrow(), task.sampling().stop());
        SamplingSettings settings = new SamplingSettings(task.sampling(), task.seed(), text.endTokens(), stop);
        return sampler.sample(prompts, settings, output, listener);
    }

    /// The name of the end token that a completion has.
    static Optional<String> endToken(Completion completion, Tokenizer tokenizer) {
        int[] tokens = completion.tokens();
        return completion.end() == CompletionEnd.END_TOKEN
                ? tokenizer.nameOf(tokens[tokens.length - 1])
                : Optional.empty();
    }

    private void tell(
            String model,
            int prompt,
            List<int[]> prompts,
            List<Completion> completions,
            Optional<ChosenTexts> chosen,
            TextModel text) {
        if (completions.isEmpty()) {
            return;
        }
        List<Integer> kept = new ArrayList<>();
        chosen.ifPresentOrElse(c -> kept.addAll(c.kept(prompt)), () -> {
            for (int n = 0; n < task.count(); n++) {
                kept.add(n);
            }
        });
        for (int n : kept) {
            int number = prompt * task.count() + n;
            Completion c = completions.get(number);
            var sampled = new Task.SampledText(
                    model,
                    task.prompts().get(prompt).toString(),
                    text.tokenizer().orElseThrow().decodePlain(prompts.get(number), c.tokens()),
                    c.tokens().length,
                    c.end(),
                    endToken(c, text.tokenizer().orElseThrow()));
            output.result(new Task.SampleNews(
                    Optional.empty(),
                    Optional.of(new Task.NumberedText(prompt, n, sampled, chosen.map(all -> all.reward(number)))),
                    Optional.empty()));
        }
    }
}
