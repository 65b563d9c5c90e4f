package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.app.window.model.data.PairQuery.Column;
import org.dpoworkbench.app.window.model.data.PairQuery.Sort;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordLayout;
import org.junit.jupiter.api.Test;

/// Records as pairs, labelled answers and rankings.
class DataKindsTest extends DataModelFixture {
    @Test
    void readForKtoAPairIsADesirableAndAnUndesirableAnswer() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        model.kindProperty().set(Optional.of(RecordKind.UNPAIRED));
        settle();

        assertThat(model.shownKindProperty().get()).isEqualTo(RecordKind.UNPAIRED);
        assertThat(model.table().rows()).hasSize(12);
        PairRow wanted = model.table().rows().getFirst();
        PairRow unwanted = model.table().rows().get(1);
        assertThat(wanted.desirable()).contains(true);
        assertThat(unwanted.desirable()).contains(false);
        assertThat(wanted.preview().completions()).hasSize(1);
        assertThat(model.lengthsProperty().get().orElseThrow())
                .isInstanceOfSatisfying(LengthPicture.ByLabel.class, picture -> {
                    assertThat(picture.statistics().wanted()).isEqualTo(6);
                    assertThat(picture.statistics().unwanted()).isEqualTo(6);
                });
        model.table().ask(query -> query.withSort(Optional.of(new Sort(Column.LABEL, true))));
        settle();
        assertThat(model.table().shownProperty().get().stream()
                        .map(row -> row.desirable().orElseThrow()))
                .startsWith(false, false, false, false, false, false);
    }

    @Test
    void theAnswerOfALabelIsSeenAloneTokenByToken() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        model.kindProperty().set(Optional.of(RecordKind.UNPAIRED));
        settle();
        model.look(Optional.of(model.table().rows().get(1)));
        settle();
        PairView view = model.viewProperty().get().orElseThrow();
        assertThat(view.diff()).isEmpty();
        assertThat(view.texts().orElseThrow().completions()).hasSize(1);
        assertThat(view.inspection().orElseThrow().completions()).hasSize(1);
    }

    @Test
    void readAsRankingsEveryAnswerHasItsGradeAndItsTokens() throws IOException {
        add(SmallProject.pairs(folder.resolve("train.jsonl")));
        model.kindProperty().set(Optional.of(RecordKind.RANKINGS));
        settle();
        PairRow ranking = model.table().rows().getFirst();
        assertThat(ranking.completions()).isEqualTo(2);
        assertThat(ranking.grades()).extracting(Judgement.Grade::value).containsExactly(1.0, 0.0);
        assertThat(model.lengthsProperty().get().orElseThrow())
                .isInstanceOfSatisfying(
                        LengthPicture.OfPairs.class,
                        picture -> assertThat(picture.ranked()).isTrue());
        assertThat(inspection(ranking).completions()).hasSize(2);
    }

    @Test
    void whatTheFilesAreByNatureIsRecognised() throws IOException {
        Path labelled = folder.resolve("kto.jsonl");
        Files.writeString(labelled, """
                {"prompt":"It was","completion":" good","label":true}
                {"prompt":"It was","completion":" bad, very bad","label":false}
                {"prompt":"We saw","completion":" stars","label":true}
                """);
        add(labelled);
        assertThat(model.shownKindProperty().get()).isEqualTo(RecordKind.UNPAIRED);
        assertThat(model.table().rows())
                .extracting(row -> row.desirable().orElseThrow())
                .containsExactly(true, false, true);
        assertThat(model.sources().getFirst().read().orElseThrow().layout()).contains(RecordLayout.LABELLED);

        model.kindProperty().set(Optional.of(RecordKind.PAIRS));
        settle();
        assertThat(model.sources().getFirst().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("of which no pairs can be made", "kto"));
    }

    @Test
    void aRankedListShowsItsAnswersInTheOrderOfTheirScores() throws IOException {
        Path ranked = folder.resolve("ranked.jsonl");
        Files.writeString(ranked, "{\"prompt\":\"Q\",\"completions\":[\" c\",\" a\",\" b\"],\"scores\":[1.5,4,3]}\n");
        add(ranked);
        assertThat(model.shownKindProperty().get()).isEqualTo(RecordKind.RANKINGS);
        PairRow row = model.table().rows().getFirst();
        assertThat(row.preview().completions()).containsExactly("a", "b", "c");
        assertThat(row.grades()).extracting(Judgement.Grade::value).containsExactly(4.0, 3.0, 1.5);
        assertThat(inspection(row).completions()).hasSize(3);
    }
}
