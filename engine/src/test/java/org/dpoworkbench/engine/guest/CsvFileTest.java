package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("run.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "Step", "global_step", "_step", "train/global_step", "trainer/global_step"})
    void theColumnOfStepsIsKnownByItsUsualNames(String name) {
        RunCurves curves = read(name + ",loss\n1,0.69\n2,0.5\n");
        assertThat(curves.series("loss").at(2)).hasValue(0.5);
        assertThat(curves.lastStep()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsFoundInTheHeader(String delimiter) {
        RunCurves curves = read("loss,step,note\n0.5,3,fine\n".replace(",", delimiter));
        assertThat(curves.series("loss").at(3)).hasValue(0.5);
        assertThat(curves.metrics()).containsExactly("loss");
    }

    @Test
    void aTrackersReportOfOneRunLosesTheRunsName() {
        RunCurves curves = read("""
                "Step","my-dpo - train/rewards/margins","my-dpo - train/rewards/margins__MIN","my-dpo - eval/loss"
                "10","0.25","0.2",""
                "20","0.75","0.7","0.61"
                """);
        assertThat(curves.series("rewards/margins").lastValue()).isEqualTo(0.75);
        assertThat(curves.series("eval_loss").step(0)).isEqualTo(20);
        assertThat(curves.metrics()).contains("train/rewards/margins__MIN");
    }

    @Test
    void timesBecomeTheClock() {
        RunCurves curves =
                read("_step,_timestamp,_runtime,train/loss\n1,1700000000.5,3.5,0.7\n2,1700000002.5,5.5,0.6\n");
        assertThat(curves.begun()).contains(Instant.parse("2023-11-14T22:13:20.500Z"));
        assertThat(curves.seconds().at(2)).hasValue(2);
        assertThat(curves.metrics()).containsExactly("loss");
        assertThat(read("_step,_runtime,loss\n1,3.5,0.7\n").seconds().at(1)).hasValue(3.5);
    }

    @Test
    void whatIsNoNumberIsNoPoint() {
        RunCurves curves = read("step,loss,grad_norm\n1,NaN,\n2,inf,1e-3\n3,0.5,n/a\n");
        assertThat(curves.series("loss").size()).isEqualTo(1);
        assertThat(curves.series("grad_norm").at(2)).hasValue(1e-3);
    }

    @Test
    void aByteOrderMarkDecimalCommasAndWindowsLineEndsAreRead() {
        RunCurves curves = read("\uFEFFstep;loss\r\n1;0,69\r\n2;5,0e-1\r\n");
        assertThat(curves.series("loss").at(1)).hasValue(0.69);
        assertThat(curves.series("loss").at(2)).hasValue(0.5);
    }

    @Test
    void aGrowingTableIsReadOnAndATornRowIsSaidAgain() throws IOException {
        GuestReader reader = open("step,loss\n1,0.7\n2,0.");
        assertThat(reader.curves().series("loss").at(1)).hasValue(0.7);

        Files.writeString(file, "65\n3,0.5\n", StandardOpenOption.APPEND);
        assertThat(reader.changed()).isTrue();
        assertThat(reader.curves().series("loss").at(2)).hasValue(0.65);
        assertThat(reader.curves().series("loss").lastStep()).isEqualTo(3);
        assertThat(reader.changed()).isFalse();
    }

    @Test
    void aLastRowWithoutALineEndCounts() {
        assertThat(read("step,loss\n1,0.7\n2,0.6").series("loss").at(2)).hasValue(0.6);
        // here the step itself may be torn
        assertThat(read("loss,step\n0.7,11\n0.6,1").series("loss").lastStep()).isEqualTo(11);
    }

    @Test
    void aTableWrittenAnewBeginsAnew() throws IOException {
        GuestReader reader = open("step,loss\n1,0.7\n2,0.6\n3,0.5\n");
        Files.writeString(file, "step,accuracy\n1,1\n");
        assertThat(reader.curves().metrics()).containsExactly("accuracy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "a,b\n1,2\n", "\"step,loss\n1,2\n", "step\n1\n2\n", "\u0000\u0001\u0002\n"})
    void whatIsNoTableOfARunIsRefusedWithItsFirstLine(String text) {
        assertThatThrownBy(() -> open(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("\"step\"");
    }

    @Test
    void brokenQuotesAreToldWithThePlace() {
        assertThatThrownBy(() -> open("step,note,loss\n1,\"a\"b,0.5\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("broken as a table");
    }

    private RunCurves read(String text) {
        return open(text).curves();
    }

    private GuestReader open(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return GuestRuns.open(file);
    }
}
