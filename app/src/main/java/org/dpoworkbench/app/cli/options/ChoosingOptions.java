package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Option;

/// Which of several texts to a prompt are kept, by implicit reward.
public final class ChoosingOptions {
    @Option(
            names = "--best-of",
            paramLabel = "N",
            description = "Sample N answers to each prompt and keep the one with the highest implicit reward (default:"
                    + " keep all).")
    private Optional<Integer> bestOf = Optional.empty();

    @Option(
            names = "--reject-to",
            paramLabel = "K",
            description = "Of the --num-samples answers to each prompt keep K by statistical rejection sampling (RSO,"
                    + " Liu et al. 2023, algorithm 1) on the implicit reward (default: keep all).")
    private Optional<Integer> rejectTo = Optional.empty();

    @Option(
            names = "--rejection-beta",
            paramLabel = "NUMBER",
            description = "With --reject-to: an answer is accepted with probability"
                    + " exp((reward - largest reward) / NUMBER) (default: 0.5).")
    private Optional<Double> rejectionBeta = Optional.empty();

    @Option(
            names = "--score-model",
            paramLabel = "DIR",
            description = "With --best-of or --reject-to: the model whose implicit reward it is (default: none, it is"
                    + " needed there).")
    private Optional<Path> scoreModel = Optional.empty();

    @Option(
            names = "--score-adapter",
            paramLabel = "DIR",
            description = "LoRA adapter over --score-model (default: none).")
    private Optional<Path> scoreAdapter = Optional.empty();

    @Option(
            names = "--score-reference",
            paramLabel = "DIR",
            description = "What --score-model was trained against (default: with an adapter the model without it, else"
                    + " required there).")
    private Optional<Path> scoreReference = Optional.empty();

    @Option(names = "--score-beta", paramLabel = "NUMBER", description = "Beta of that reward (default: 0.1).")
    private Optional<Double> beta = Optional.empty();

    /// How many texts a prompt gets before some are chosen.
    public int count(int numSamples) {
        return bestOf.orElse(numSamples);
    }

    /// Absent where all are kept.
    public Optional<Sampler.Choosing> toChoosing(Optional<Integer> numSamples, boolean draws) {
        boolean chooses = bestOf.isPresent() || rejectTo.isPresent();
        boolean scored = scoreModel.isPresent() || scoreAdapter.isPresent() || scoreReference.isPresent();
        Problems.in("generate")
                .check(
                        chooses || !scored && beta.isEmpty(),
                        "--score-… is for --best-of or --reject-to; nothing is" + " chosen without one of them")
                .check(bestOf.isEmpty() || rejectTo.isEmpty(), "--best-of and --reject-to choose differently; give one")
                .check(
                        bestOf.isEmpty() || numSamples.isEmpty(),
                        "--num-samples does not go with --best-of, which says how many answers there are")
                .check(bestOf.orElse(2) >= 2, "--best-of must be >= 2, is %s", bestOf.orElse(0))
                .check(
                        rejectTo.isEmpty() || rejectTo.get() >= 1 && rejectTo.get() < numSamples.orElse(1),
                        "--reject-to must be >= 1 and less than --num-samples, is %s of %s",
                        rejectTo.orElse(0),
                        numSamples.orElse(1))
                .check(rejectionBeta.isEmpty() || rejectTo.isPresent(), "--rejection-beta is for --reject-to")
                .check(rejectionBeta.orElse(1.0) > 0, "--rejection-beta must be > 0, is %s", rejectionBeta.orElse(0.0))
                .check(beta.orElse(1.0) > 0, "--score-beta must be > 0, is %s", beta.orElse(0.0))
                .check(!chooses || draws, "with --temperature 0 all answers to a prompt are the same; give another")
                .check(!chooses || scoreModel.isPresent(), "--score-model DIR is missing: whose reward chooses")
                .check(
                        !chooses || scoreReference.isPresent() || scoreAdapter.isPresent(),
                        "--score-reference DIR is missing: what --score-model was trained against")
                .throwIfAny();
        if (!chooses) {
            return Optional.empty();
        }
        var model = new ModelSource(
                ModelOptions.absolute(scoreModel.orElseThrow()), scoreAdapter.map(ModelOptions::absolute));
        return Optional.of(new Sampler.Choosing(
                model,
                ModelSource.of(scoreReference.map(ModelOptions::absolute).orElse(model.model())),
                beta.orElse(0.1),
                rejectTo.orElse(1),
                rejectTo.isPresent() ? OptionalDouble.of(rejectionBeta.orElse(0.5)) : OptionalDouble.empty()));
    }
}
