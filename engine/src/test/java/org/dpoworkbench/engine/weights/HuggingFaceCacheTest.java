package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The layout is that of <https://huggingface.co/docs/huggingface_hub/guides/manage-cache>.
class HuggingFaceCacheTest {
    @TempDir
    private Path hub;

    @Test
    void theEnvironmentSaysWhereInTheOrderOfTheHubsLibrary() {
        Path home = Path.of("/home/me");
        assertThat(HuggingFaceCache.of(Map.of(), home).hub()).isEqualTo(home.resolve(".cache/huggingface/hub"));
        assertThat(HuggingFaceCache.of(Map.of("XDG_CACHE_HOME", "/x"), home).hub())
                .isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(HuggingFaceCache.of(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "/hf"), home)
                        .hub())
                .isEqualTo(Path.of("/hf/hub"));
        assertThat(HuggingFaceCache.of(Map.of("HF_HOME", "/hf", "HF_HUB_CACHE", "/here"), home)
                        .hub())
                .isEqualTo(Path.of("/here"));
    }

    @Test
    void theSnapshotThatMainNamesIsTheModel() throws IOException {
        snapshot("models--gpt-org--tiny", "aaa");
        Path main = snapshot("models--gpt-org--tiny", "bbb");
        main("models--gpt-org--tiny", "bbb\n");
        assertThat(new HuggingFaceCache(hub).find("gpt-org/tiny"))
                .contains(new HuggingFaceCache.Snapshot("gpt-org/tiny", "bbb", main));
    }

    @Test
    void whereMainNamesNoSnapshotThatIsHereAnotherServes() throws IOException {
        Path only = snapshot("models--org--name", "aaa");
        main("models--org--name", "gone");
        assertThat(new HuggingFaceCache(hub).find("org/name").orElseThrow().folder())
                .isEqualTo(only);
    }

    @Test
    void aSnapshotWithoutConfigurationIsNoModel() throws IOException {
        Files.createDirectories(hub.resolve("models--org--name/snapshots/aaa"));
        assertThat(new HuggingFaceCache(hub).find("org/name")).isEmpty();
    }

    @Test
    void allModelsAreFoundAndDataSetsAreNot() throws IOException {
        snapshot("models--org--b", "1");
        snapshot("models--org--a", "1");
        snapshot("models--gpt2", "1");
        snapshot("datasets--org--pairs", "1");
        assertThat(new HuggingFaceCache(hub).snapshots())
                .extracting(HuggingFaceCache.Snapshot::name)
                .containsExactly("gpt2", "org/a", "org/b");
    }

    @Test
    void anAbsentCacheIsEmpty() {
        assertThat(new HuggingFaceCache(hub.resolve("nowhere")).snapshots()).isEmpty();
    }

    /// As `hf download` leaves it: the files lie under their hashes, a snapshot has links to them.
    @Test
    void aModelOfLinksOpensByItsSnapshotItsFolderAndItsName() throws IOException {
        Path folder = hub.resolve("models--org--tiny");
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots").resolve("f00d"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(Goldens.path("models/qwen2").resolve(file), blobs.resolve("hash-of-" + file));
            Files.createSymbolicLink(snapshot.resolve(file), Path.of("../../blobs/hash-of-" + file));
        }
        main("models--org--tiny", "f00d");
        HuggingFaceCache cache = new HuggingFaceCache(hub);
        assertThat(cache.resolve(snapshot)).isEqualTo(snapshot);
        assertThat(cache.resolve(folder)).isEqualTo(snapshot);
        assertThat(cache.resolve(Path.of("org/tiny"))).isEqualTo(snapshot);
        assertThat(ModelFolder.open(snapshot).architecture()).isInstanceOf(Qwen2.class);
        assertThat(ModelFolder.open(snapshot).sha256())
                .isEqualTo(ModelFolder.open(Goldens.path("models/qwen2")).sha256());
    }

    @Test
    void whereThereIsNothingTheMessageSaysWhereItLooked() throws IOException {
        HuggingFaceCache cache = new HuggingFaceCache(hub);
        assertThatThrownBy(() -> cache.resolve(Path.of("org/absent")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        Path.of("org/absent").toAbsolutePath() + " does not exist",
                        hub.toString(),
                        "hf download org/absent");
        Files.createDirectories(hub.resolve("models--org--half/snapshots/aaa"));
        assertThatThrownBy(() -> cache.resolve(hub.resolve("models--org--half")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("models--org--half", "config.json");
    }

    @Test
    void otherPathsAreLeftAsTheyAre() throws IOException {
        HuggingFaceCache cache = new HuggingFaceCache(hub);
        Path folder = Files.createDirectories(hub.resolve("my").resolve("model"));
        for (Path path : List.of(folder, hub.resolve("nowhere"), Path.of("a/b/c"), Path.of("../x"))) {
            assertThat(cache.resolve(path)).isEqualTo(path);
        }
    }

    private Path snapshot(String model, String revision) throws IOException {
        Path folder = hub.resolve(model).resolve("snapshots").resolve(revision);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), "{}");
        return folder;
    }

    private void main(String model, String revision) throws IOException {
        Path refs = hub.resolve(model).resolve("refs");
        Files.createDirectories(refs);
        Files.writeString(refs.resolve("main"), revision);
    }
}
