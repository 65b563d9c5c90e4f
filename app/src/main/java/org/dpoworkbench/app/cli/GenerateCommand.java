package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.dpoworkbench.app.cli.options.ChoosingOptions;
import org.dpoworkbench.app.cli.options.DeviceOptions;
import org.dpoworkbench.app.cli.options.PolicyOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.options.SamplingOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.GeneratedRow;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.cli.print.SpeedLine;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.data.GivenPrompt;
import org.dpoworkbench.engine.data.PromptFile;
import org.dpoworkbench.engine.generate.SamplingSpeed;
import org.dpoworkbench.engine.problem.Problems;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo generate`, and by its older name `dpo sample`.
@Command(
        name = "generate",
        aliases = "sample",
        customSynopsis = "dpo generate --model DIR (--prompt TEXT | --prompts FILE) [OPTIONS]",
        description = "Let a model answer prompts, and the reference beside it where one is given.")
final class GenerateCommand implements Callable<Integer>, Configured {
    private final Sampler sampler;
    private final Console console;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private ReferenceOptions reference;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What is answered; may be given several times (default: none; this or --prompts is needed).")
    private List<String> texts = new ArrayList<>();

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "File of prompts, in any format of preference files: its field prompt or messages, a text or"
                    + " a conversation (default: none; this or --prompt is needed).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--chat",
            description = "Take each prompt that is a text for a user's turn, and render it by the chat template"
                    + " (default: texts are continued as they are).")
    private boolean chat;

    @Option(
            names = "--chat-template",
            paramLabel = "TEMPLATE",
            description =
                    "What makes texts of conversations: a Jinja file, or a built-in template by its name, chatml or"
                            + " zephyr (default: the model folder's own).")
    private Optional<TemplateChoice> template = Optional.empty();

    @Option(names = "--num-samples", paramLabel = "N", description = "Answers to each prompt (default: 1).")
    private Optional<Integer> count = Optional.empty();

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private ChoosingOptions choosing;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write JSON lines there; a file that is there is not touched (default: to the terminal).")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = "Print one JSON line an answer (default: off).")
    private boolean json;

    GenerateCommand(Sampler sampler, Console console) {
        this.sampler = sampler;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("generate")
                .collect(policy::source)
                .check(
                        !texts.isEmpty() || file.isPresent(),
                        "--prompt TEXT or --prompts FILE is missing: what is to be answered")
                .check(count.orElse(1) >= 1, "--num-samples must be >= 1, is %s", count.orElse(0))
                .check(output.isEmpty() || !json, "--json prints, and --output writes to a file; give one")
                .check(output.isEmpty() || !Files.exists(output.get()), "%s is there already", output.orElse(null))
                .collect(sampling::toConfig)
                .collect(() -> choosing.toChoosing(count, sampling.draws()))
                .check(
                        sampling.draws() || count.orElse(1) == 1,
                        "with --temperature 0 all answers to a prompt are the same; --num-samples %s needs another",
                        count.orElse(1))
                .collect(device::toConfig)
                .throwIfAny();
    }

    @Override
    public Integer call() {
        List<GivenPrompt> prompts = prompts();
        int answers = choosing.count(count.orElse(1));
        var chooses = choosing.toChoosing(count, sampling.draws());
        boolean toFile = output.isPresent();
        boolean stream = !toFile && !json && prompts.size() * answers == 1 && chooses.isEmpty();
        var request = new Sampler.Request(
                policy.source(),
                reference.reference().map(ModelSource::of),
                prompts,
                answers,
                sampling.toConfig(),
                sampling.seed(),
                template.map(t -> t.withPath(p -> p.toAbsolutePath().normalize())),
                chooses,
                stream,
                device.toConfig());
        Progress progress = stream ? Progress.NONE : new PhasePrinter(console);
        if (toFile) {
            int written = write(request, output.get(), progress);
            console.say(written + " answers are in " + output.get() + ".");
        } else if (json) {
            sampler.sample(request, new Rows(text -> console.json(GeneratedRow.of(text))), progress);
        } else {
            sampler.sample(request, new Shown(stream), progress);
        }
        return ExitCode.FINISHED.number();
    }

    private List<GivenPrompt> prompts() {
        List<GivenPrompt> prompts = new ArrayList<>();
        texts.forEach(text -> prompts.add(GivenPrompt.of(text)));
        file.ifPresent(path -> prompts.addAll(PromptFile.read(path)));
        return chat
                ? prompts.stream()
                        .map(p -> p.text().map(GivenPrompt::turn).orElse(p))
                        .toList()
                : prompts;
    }

    private int write(Sampler.Request request, Path path, Progress progress) {
        int[] written = {0};
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8))) {
            Consumer<Sampler.Text> row = text -> {
                lines.println(GeneratedRow.line(text));
                written[0]++;
            };
            sampler.sample(request, new Rows(row), progress);
            if (lines.checkError()) {
                throw new UserError(path + " cannot be written whole. Is the disk full?");
            }
        } catch (IOException e) {
            throw new UserError(path + " cannot be written: " + e + ".", e);
        } catch (UncheckedIOException e) {
            throw new UserError(path + " cannot be written: " + e.getMessage() + ".", e);
        }
        return written[0];
    }

    /// For programs: a row a text.
    private final class Rows implements Sampler.Listener {
        private final Consumer<Sampler.Text> row;

        Rows(Consumer<Sampler.Text> row) {
            this.row = row;
        }

        @Override
        public void text(Sampler.Text text) {
            row.accept(text);
        }

        @Override
        public void speed(SamplingSpeed speed) {
            console.say(SpeedLine.of(speed));
        }
    }

    /// For people: the prompt and what follows it, as it comes where there is one text.
    private final class Shown implements Sampler.Listener {
        private final boolean stream;
        private boolean begun;

        Shown(boolean stream) {
            this.stream = stream;
        }

        @Override
        public void piece(String piece) {
            if (!begun) {
                console.piece(prompt(texts.isEmpty() ? "" : texts.getFirst()));
            }
            begun = true;
            console.piece(piece);
        }

        @Override
        public void text(Sampler.Text text) {
            String about = "[%s, %d tokens, %s%s]"
                    .formatted(
                            text.model(),
                            text.tokens(),
                            switch (text.end()) {
                                case END_TOKEN -> "end token";
                                case STOP_TEXT -> "stop text";
                                case LENGTH -> "cut at the cap";
                            },
                            text.reward().isPresent()
                                    ? ", reward %.3f".formatted(text.reward().getAsDouble())
                                    : "");
            if (stream && begun && text.model().equals("policy")) {
                console.piece("\n");
                console.result(about);
                return;
            }
            console.result(about);
            console.result(prompt(text.prompt().text().orElse("")) + text.completion());
            console.result("");
        }

        @Override
        public void speed(SamplingSpeed speed) {
            console.say(SpeedLine.of(speed));
        }

        /// A conversation is not shown again.
        private String prompt(String text) {
            return chat ? "" : text;
        }
    }
}
