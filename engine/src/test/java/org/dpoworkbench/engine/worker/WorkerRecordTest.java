package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.launch.RunFollower;
import org.dpoworkbench.engine.launch.Worker;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run puts on record of what it is made from, and notices when that changes.
@Timeout(120)
class WorkerRecordTest extends WorkerFixture {
    @Test
    void theRecordHoldsTheAccountOfTheDataAndTheChoicesLeftToTheProgram() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(data));
        lines.add("{\"prompt_input_ids\":[1],\"chosen_input_ids\":[2],\"rejected_input_ids\":[2]}");
        Files.write(data, lines);
        RunFolder folder = folder("run", 2, 0, MODEL);
        assertThat(runHere(folder)).isZero();

        JsonNode account = JsonMapper.shared().readTree(folder.data());
        assertThat(account.get("train_pairs").intValue()).isEqualTo(10);
        assertThat(account.get("held_out_pairs").intValue()).isEqualTo(4);
        assertThat(account.at("/sources/0/dropped/identical_sides").intValue()).isEqualTo(1);
        assertThat(account.at("/dropped/0/place/number").intValue()).isEqualTo(15);
        assertThat(account.get("max_length").intValue())
                .isEqualTo(ModelFolder.open(MODEL).architecture().context());
        assertThat(account.get("max_length_default").booleanValue()).isTrue();
        assertThat(events(folder, Event.Warning.class))
                .extracting(Event.Warning::code, Event.Warning::message)
                .contains(tuple(
                        "data",
                        "Of 15 records, 1 is dropped (chosen and rejected are the same). More is in data.json."));
        Provenance provenance = Provenance.read(folder);
        assertThat(provenance.threads()).isEqualTo(2);
        assertThat(provenance.reference()).contains(provenance.model());
    }

    @Test
    void aRunWhoseDataHaveChangedDoesNotGoOnAndOneWhoseDataAreBackDoes() throws Exception {
        RunFolder folder = folder("run", 4, 2, MODEL);
        assertThat(runHere(folder)).isZero();
        RunConfigFile.write(config(6, 2, MODEL, Optional.empty(), SaveDtype.FLOAT32), folder.config());
        byte[] provenance = Files.readAllBytes(folder.provenance());
        byte[] account = Files.readAllBytes(folder.data());
        List<String> lines = Files.readAllLines(data);

        Files.write(data, lines.subList(0, 13));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunStatus.of(folder).failure().orElseThrow())
                .contains("data " + data + " has changed", "Put that back and resume");
        assertThat(events(folder, Event.Resumed.class)).isEmpty();

        Files.write(data, lines);
        assertThat(runHere(folder)).isZero();
        assertThat(surviving(folder)).hasSize(6);
        assertThat(folder.provenance()).hasBinaryContent(provenance);
        assertThat(folder.data()).hasBinaryContent(account);
    }

    @Test
    void aSeparateReferenceIsHashedAndItsChangeIsNoticed() throws Exception {
        Path reference = path.resolve("reference");
        copyModel(reference);
        RunFolder folder = folder("run", 4, 2, MODEL, Optional.of(reference), SaveDtype.FLOAT32);
        assertThat(runHere(folder)).isZero();
        assertThat(Provenance.read(folder).reference())
                .contains(new Provenance.HashedFile(
                        reference.toString(), ModelFolder.open(reference).sha256()));

        poison(reference.resolve("model.safetensors"));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(RunStatus.of(folder).failure().orElseThrow()).contains("reference " + reference + " has changed");
    }

    @Test
    void theCommandLineThatStartedTheRunIsOnRecord() throws Exception {
        RunFolder folder = folder("run", 2, 0, MODEL);
        Worker worker = WorkerLauncher.ofThisJvm()
                .withJvmArguments("-Xmx512m", "-XX:TieredStopAtLevel=1")
                .withCommandLine("dpo train --prompt 'a \"b\" ß'")
                .launch(folder);
        started.add(worker);
        assertThat(RunFollower.of(worker).follow(_ -> {}).state()).isEqualTo(RunState.FINISHED);
        assertThat(Provenance.read(folder).commandLine()).contains("dpo train --prompt 'a \"b\" ß'");
    }

    @Test
    void ofAFolderEachFileIsRecordedAndFoundAgain() throws IOException {
        List<String> lines = Files.readAllLines(data);
        Path set = Files.createDirectory(path.resolve("set"));
        Path first = Files.write(set.resolve("train-00000-of-00002.jsonl"), lines.subList(0, 7));
        Path second = Files.write(set.resolve("train-00001-of-00002.jsonl"), lines.subList(7, 14));
        Files.writeString(set.resolve("test-00000-of-00001.jsonl"), "not data");
        data = path.resolve("set#train");
        RunFolder folder = folder("of-a-folder", 2, 1, MODEL);
        RunConfig config = config(2, 1, MODEL, Optional.empty(), SaveDtype.FLOAT32);

        assertThat(runHere(folder)).isZero();

        assertThat(Provenance.read(folder).data())
                .containsExactly(Provenance.HashedFile.of(first), Provenance.HashedFile.of(second));
        HeldOutPairs again = HeldOutPairs.load(folder, config, Progress.NONE);
        assertThat(again.byId()).hasSize(4);
        assertThat(again.changes()).isEmpty();

        Files.write(second, lines.subList(6, 14));
        assertThat(HeldOutPairs.load(folder, config, Progress.NONE).changes())
                .singleElement()
                .asString()
                .startsWith(second + " has changed since the run began");
    }
}
