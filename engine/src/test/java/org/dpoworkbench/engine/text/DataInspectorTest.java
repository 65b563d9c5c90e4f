package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.PairInspection.Part;
import org.dpoworkbench.engine.text.PairInspection.Role;
import org.dpoworkbench.engine.text.PairInspection.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is shown of the data is what a run makes of them.
class DataInspectorTest {
    @TempDir
    Path folder;

    /// The ids are TRL's; the goldens' lengths stay below the limit, so every completion token is scored.
    @Test
    void theGoldensTokensAreContextInThePromptAndScoredInTheAnswers() throws IOException {
        JsonNode pairs = JsonMapper.shared()
                .readTree(Files.readString(Goldens.path("data.json")))
                .path("pairs");
        Path file = folder.resolve("pairs.json");
        Files.writeString(file, pairs.toString().replaceAll("\"(prompt|chosen|rejected)_ids\"", "\"unused_$1\""));

        try (DataInspector inspector =
                new DataInspector(RecordKind.PAIRS, Goldens.model(), DataConfig.of(List.of(file)), Optional.empty())) {
            List<InspectedRecord> records = records(inspector, file);

            assertThat(records).hasSize(48);
            for (int i = 0; i < 48; i++) {
                InspectedRecord record = records.get(i);
                PairInspection seen = inspector.inspect(record.record().orElseThrow(), record.splitter());
                assertThat(ids(seen.prompt())).isEqualTo(ids(pairs.get(i), "prompt_ids"));
                assertThat(ids(seen.chosen())).isEqualTo(ids(pairs.get(i), "chosen_ids"));
                assertThat(ids(seen.rejected())).isEqualTo(ids(pairs.get(i), "rejected_ids"));
                assertThat(seen.prompt().tokens()).extracting(Token::role).containsOnly(Role.PROMPT);
                assertThat(seen.chosen().tokens()).extracting(Token::role).containsOnly(Role.SCORED);
                assertThat(seen.chosen().tokens().getLast().special()).isTrue();
            }
        }
    }

    @Test
    void whatIsBeyondTheLimitIsShownAsCut() throws IOException {
        Path file = write("{\"prompt\":\"ppp\",\"chosen\":\"abcdef\",\"rejected\":\"x\"}");

        PairInspection seen = inspect(Configs.of(file).maxLength(6).config(), file);

        assertThat(seen.prompt().count(Role.PROMPT)).isEqualTo(3);
        assertThat(roles(seen.chosen()))
                .containsExactly(Role.SCORED, Role.SCORED, Role.SCORED, Role.CUT, Role.CUT, Role.CUT, Role.CUT);
        assertThat(roles(seen.rejected())).containsExactly(Role.SCORED, Role.SCORED);
    }

    @Test
    void keepEndShowsEachSideWithItsOwnPartOfThePrompt() throws IOException {
        Path file = write("{\"prompt\":\"pqr\",\"chosen\":\"abcdef\",\"rejected\":\"xyz\"}");

        PairInspection seen = inspect(Configs.of(file).maxLength(6).keepEnd().config(), file);

        assertThat(roles(seen.prompt())).containsExactly(Role.CUT, Role.PROMPT, Role.PROMPT);
        assertThat(roles(seen.chosen()))
                .containsExactly(
                        Role.CUT, Role.MASKED, Role.SCORED, Role.SCORED, Role.SCORED, Role.SCORED, Role.SCORED);
        assertThat(roles(seen.rejected()))
                .containsExactly(Role.PROMPT, Role.PROMPT, Role.SCORED, Role.SCORED, Role.SCORED, Role.SCORED);
    }

    @Test
    void theAuthorsTruncationCutsThePromptsBeginning() throws IOException {
        Path file = write("{\"prompt\":\"pqrstu\",\"chosen\":\"ab\",\"rejected\":\"x\"}");

        PairInspection seen = inspect(Configs.of(file).maxLength(6).original(3).config(), file);

        assertThat(roles(seen.prompt()))
                .containsExactly(Role.CUT, Role.CUT, Role.CUT, Role.PROMPT, Role.PROMPT, Role.PROMPT);
    }

    @Test
    void usersTurnsInsideAnAnswerAreShownAsNotScored() throws IOException {
        Path file = write(
                "{\"prompt\":\"\\n\\nHuman: q\\n\\nAssistant:\",\"chosen\":\" a\\n\\nHuman: b\\n\\nAssistant: c\","
                        + "\"rejected\":\" d\"}");

        PairInspection seen = inspect(Configs.of(file).config(), file);

        String masked = text(seen.chosen(), Role.MASKED);
        assertThat(masked).isEqualTo("\n\nHuman: b\n\nAssistant:");
        assertThat(text(seen.chosen(), Role.SCORED)).isEqualTo(" a c<|endoftext|>");
    }

    @Test
    void conversationsAreShownAsTheTemplateRendersThem() throws IOException {
        Path file = write("{\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],"
                + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"a\"}],"
                + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"b\"}]}");
        TextModel model = TextModel.open(ChatTemplateTest.golden("chatml"), new TextLimits(300, 512, false));
        try (DataInspector inspector =
                new DataInspector(RecordKind.PAIRS, model, DataConfig.of(List.of(file)), Optional.empty())) {
            InspectedRecord record = records(inspector, file).getFirst();

            PairInspection seen = inspector.inspect(record.record().orElseThrow(), record.splitter());

            assertThat(seen.rendered()).isTrue();
            assertThat(seen.prompt().text()).isEqualTo("<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n");
            assertThat(text(seen.chosen(), Role.SCORED)).isEqualTo("a<|im_end|>\n");
        }
    }

    /// The sides differ in what they call alone, and the tools are the record's.
    @Test
    void toolsAndTheirCallsReachTheTemplate() throws IOException {
        Path template = Files.writeString(
                folder.resolve("tools.jinja"),
                "{% for t in tools %}[{{ t.name }}]{% endfor %}{% for m in messages %}{{ m.role[0] }}"
                        + "{{ m.content or '' }}{% for c in m.tool_calls %}({{ c.name }}){% endfor %};{% endfor %}");
        String call = "[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"name\":\"%s\"}]}]";
        Path file =
                write("{\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"tools\":[{\"name\":\"go\"}],\"chosen\":"
                        + call.formatted("go") + ",\"rejected\":" + call.formatted("no") + "}");
        TextModel model = TextModel.open(ChatTemplateTest.golden("chatml"), new TextLimits(300, 512, false));
        try (DataInspector inspector = new DataInspector(
                RecordKind.PAIRS, model, Configs.of(file).chatTemplate(template).config(), Optional.empty())) {
            InspectedRecord record = records(inspector, file).getFirst();

            PairInspection seen = inspector.inspect(record.record().orElseThrow(), record.splitter());

            assertThat(seen.prompt().text()).isEqualTo("[go]uq;");
            assertThat(text(seen.chosen(), Role.SCORED)).isEqualTo("a(go);");
            assertThat(text(seen.rejected(), Role.SCORED)).isEqualTo("a(no);");
        }
    }

    @Test
    void theAccountIsTheLoadersReportRecordByRecord() throws IOException {
        Path file = write("""
                {"prompt":"p","chosen":"a","rejected":"b"}
                {"prompt":"p","chosen":"b","rejected":"a"}
                {"prompt":"p","chosen":"same","rejected":"same"}
                {"prompt":"p","chosen":"cut
                {"prompt":"q","chosen":"c","rejected":"d"}
                {"prompt":"r","chosen":"e","rejected":"f"}
                """);
        DataConfig config = Configs.of(file).heldOut(1).config();

        try (DataInspector inspector = new DataInspector(RecordKind.PAIRS, Goldens.model(), config, Optional.empty())) {
            DataReport loaded =
                    PairLoader.check(RecordKind.PAIRS, config, Goldens.model(), Optional.empty(), Progress.NONE);
            DataAccount account = account(inspector, file, Set.of(), config.heldOut(), config.splitSeed());

            assertThat(account.report()).isEqualTo(loaded);
            assertThat(account.records()).hasSize(6);
            assertThat(account.records().get(1).findings()).containsExactly(Finding.CONFLICTING_LABEL);
            assertThat(account.records().get(2).fate()).isEqualTo(new Fate.Dropped(Drop.IDENTICAL_SIDES));
            assertThat(account.records().get(3).fate()).isInstanceOf(Fate.Refused.class);
            assertThat(account.records().stream().filter(r -> r.fate() instanceof Fate.HeldOut))
                    .hasSize(loaded.heldOutPairs());
        }
    }

    @Test
    void anExclusionNeedsNoSecondReading() throws IOException {
        Path file = write("""
                {"prompt":"p","chosen":"a","rejected":"b"}
                {"prompt":"q","chosen":"c","rejected":"d"}
                """);
        try (DataInspector inspector =
                new DataInspector(RecordKind.PAIRS, Goldens.model(), DataConfig.of(List.of(file)), Optional.empty())) {
            InspectedSource source = inspector.read(reading(file), Progress.NONE);
            List<InspectedSource> read = List.of(source);
            String id = inspector
                    .account(read, List.of(), Set.of(), 0, 0, OptionalInt.empty())
                    .records()
                    .getFirst()
                    .identity()
                    .orElseThrow()
                    .id();
            Files.delete(file);

            DataAccount without = inspector.account(read, List.of(), Set.of(id), 0, 0, OptionalInt.empty());

            assertThat(without.report().trainPairs()).isEqualTo(1);
            assertThat(without.records().getFirst().fate()).isEqualTo(new Fate.Dropped(Drop.EXCLUDED));
        }
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(folder.resolve("pairs.jsonl"), lines);
    }

    private static PairInspection inspect(DataConfig config, Path file) {
        try (DataInspector inspector = new DataInspector(RecordKind.PAIRS, Goldens.model(), config, Optional.empty())) {
            InspectedRecord record = records(inspector, file).getFirst();
            return inspector.inspect(record.record().orElseThrow(), record.splitter());
        }
    }

    private static List<InspectedRecord> records(DataInspector inspector, Path file) {
        return account(inspector, file, Set.of(), 0, 0).records();
    }

    private static DataAccount account(
            DataInspector inspector, Path file, Set<String> exclude, double share, long seed) {
        return inspector.account(
                List.of(inspector.read(reading(file), Progress.NONE)),
                List.of(),
                exclude,
                share,
                seed,
                OptionalInt.empty());
    }

    private static InspectedSource.Reading reading(Path file) {
        return new InspectedSource.Reading(file, ColumnMapping.RECOGNISED, PromptExtraction.AUTO);
    }

    private static Stream<Role> roles(Part part) {
        return part.tokens().stream().map(Token::role);
    }

    private static String text(Part part, Role role) {
        StringBuilder text = new StringBuilder();
        part.tokens().stream().filter(token -> token.role() == role).forEach(token -> text.append(token.piece()));
        return text.toString();
    }

    private static int[] ids(Part part) {
        return part.tokens().stream().mapToInt(Token::id).toArray();
    }

    private static int[] ids(JsonNode pair, String field) {
        JsonNode ids = pair.path(field);
        return IntStream.range(0, ids.size()).map(i -> ids.get(i).intValue()).toArray();
    }
}
