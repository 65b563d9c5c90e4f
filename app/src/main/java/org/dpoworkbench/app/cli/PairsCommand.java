package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.ColumnOptions;
import org.dpoworkbench.app.cli.options.Names;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.data.DataPath;
import org.dpoworkbench.engine.data.JudgedRecords;
import org.dpoworkbench.engine.data.ScoreFile;
import org.dpoworkbench.engine.pairs.PairAccount;
import org.dpoworkbench.engine.pairs.PairBuild;
import org.dpoworkbench.engine.pairs.PairRecipe;
import org.dpoworkbench.engine.pairs.PairStrategy;
import org.dpoworkbench.engine.pairs.SampleJudge;
import org.dpoworkbench.engine.pairs.Scorer;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo pairs`.
@Command(name = "pairs", description = "Make preference pairs of scores, votes, ranks and one's own samples.")
final class PairsCommand extends CommandGroup {
    /// `dpo pairs build`.
    @Command(
            name = "build",
            customSynopsis = "dpo pairs build --data FILE --output FILE [OPTIONS]",
            description = "Make preference pairs of files that say how good completions are (scored or rated lists,"
                    + " attributes, ranked lists and trees, votes), or of one's own samples and a scorer. Writes JSON"
                    + " Lines that train reads, each pair with its scores, gap, agreement and source, and accounts for"
                    + " every record.")
    static final class Build implements Callable<Integer>, Configured {
        private static final long SEED = 42;

        private final Console console;

        @Option(
                names = "--data",
                paramLabel = "FILE",
                description = "File, folder or pattern of files to make pairs of, as train takes them; may be given"
                        + " several times (required).")
        private List<Path> data = new ArrayList<>();

        @Option(
                names = "--output",
                paramLabel = "FILE",
                description = "File of pairs to write, JSON Lines; replaced where there is one (required).")
        private Optional<Path> output = Optional.empty();

        @Option(
                names = "--strategy",
                paramLabel = "WHICH",
                defaultValue = "best-worst",
                completionCandidates = Strategies.class,
                description = "Which completions of a prompt become pairs: ${COMPLETION-CANDIDATES} (default:"
                        + " ${DEFAULT-VALUE}; best-random: the best and one of the worse, drawn; all: each with each"
                        + " that is worse).")
        private PairStrategy strategy = PairStrategy.BEST_WORST;

        @Option(
                names = "--min-gap",
                paramLabel = "X",
                defaultValue = "0",
                description =
                        "Least difference of a pair's scores, in their unit, of ranks in places; equal scores make"
                                + " no pair in any case (default: ${DEFAULT-VALUE}).")
        private double minGap;

        @Option(
                names = "--max-pairs-per-prompt",
                paramLabel = "N",
                description = "Most pairs of a prompt, those with the largest gaps (default: all).")
        private Optional<Integer> mostAPrompt = Optional.empty();

        @Option(
                names = "--weights",
                paramLabel = "NAME=X",
                split = ",",
                description =
                        "Weights of attributes, such as helpfulness=1,correctness=0.5,verbosity=-0.2: the score is"
                                + " their weighted mean (default: the score that the file has).")
        private Map<String, Double> weights = new LinkedHashMap<>();

        @Option(
                names = "--min-agreement",
                paramLabel = "SHARE",
                defaultValue = "0",
                description = "Least share of a comparison's votes for the winner, votes for neither counting against;"
                        + " 1: unanimous (default: ${DEFAULT-VALUE}, but more than half in any case).")
        private double minAgreement;

        @Option(
                names = "--scorer",
                paramLabel = "HOW",
                description = "Score one's own samples by their texts: longer, shorter, or matches=REGEX, 1 where the"
                        + " pattern is found and else 0 (default: the file says which completion is better).")
        private Optional<String> scorer = Optional.empty();

        @Option(
                names = "--scores-file",
                paramLabel = "FILE",
                description = "Score one's own samples by a file that holds a score for each completion, in the same"
                        + " order: {\"score\": x} for each or {\"scores\": [x, …]} for each prompt (default: none).")
        private Optional<Path> scoresFile = Optional.empty();

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "" + SEED,
                description = "Seed of drawn pairs, --strategy best-random (default: ${DEFAULT-VALUE}).")
        private long seed;

        @Option(
                names = "--skip-invalid",
                description = "Go on without records that cannot be read (default: stop and name them).")
        private boolean skipInvalid;

        @Option(names = "--json", description = "Print the account as one line of JSON (default: off).")
        private boolean json;

        @Mixin
        private ColumnOptions columns = new ColumnOptions();

        Build(Console console) {
            this.console = console;
        }

        @Override
        public void checkOptions() {
            Problems.in("pairs")
                    .check(!data.isEmpty(), "--data FILE is missing: what to make pairs of")
                    .check(output.isPresent(), "--output FILE is missing: where to write them")
                    .check(
                            scorer.isEmpty() || scoresFile.isEmpty(),
                            "--scorer and --scores-file both say how good samples are; give one of them")
                    .check(
                            output.isEmpty() || data.stream().noneMatch(file -> same(file, output.get())),
                            "--output is one of the --data files, which would be lost")
                    .check(
                            output.filter(DataPath::isNamedAsTable).isEmpty(),
                            "--output %s: pairs are written as JSON Lines, and would be read as the table that this name"
                                    + " promises; give it a name that ends in .jsonl",
                            output.map(Path::toString).orElse(""))
                    .check(
                            judged() || weights.isEmpty(),
                            "--weights is for attributes in the file; a scorer's samples have none")
                    .check(
                            judged() || minAgreement == 0,
                            "--min-agreement is for votes in the file; a scorer's samples have none")
                    .check(
                            strategy == PairStrategy.BEST_RANDOM || seed == SEED,
                            "--seed is for drawn pairs: --strategy best-random; the others draw none")
                    .collect(this::recipe)
                    .collect(() -> scorer.ifPresent(Scorer::of))
                    .throwIfAny();
        }

        private static boolean same(Path one, Path other) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }

        private boolean judged() {
            return scorer.isEmpty() && scoresFile.isEmpty();
        }

        private PairRecipe recipe() {
            return new PairRecipe(
                    strategy,
                    minGap,
                    mostAPrompt.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    weights,
                    minAgreement,
                    seed);
        }

        @Override
        public Integer call() {
            PairAccount account = PairBuild.write(output.orElseThrow(), recipe(), skipInvalid, this::read);
            console.answer(new Answer(account.text(), account), json);
            if (!json) {
                console.result(output.orElseThrow().toString());
            }
            return ExitCode.FINISHED.number();
        }

        private void read(PairBuild build) {
            ColumnMapping mapping = columns.toMapping();
            if (judged()) {
                data.forEach(file -> JudgedRecords.read(file, mapping, build::take, build::refuse, build::unscored));
                return;
            }
            SampleJudge judge = scorer.<SampleJudge>map(word -> new SampleJudge.ByText(Scorer.of(word)))
                    .orElseGet(() -> new SampleJudge.InOrder(
                            scoresFile.orElseThrow().toString(), ScoreFile.read(scoresFile.orElseThrow())));
            data.forEach(file -> JudgedRecords.readSamples(
                    file, mapping, samples -> build.take(judge.judge(samples)), build::refuse));
            judge.end();
        }
    }

    static final class Strategies extends Names<PairStrategy> {
        Strategies() {
            super(PairStrategy.class);
        }
    }
}
