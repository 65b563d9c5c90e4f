package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    @Test
    void aNameThatIsNotHereComesWithTheCommandThatFetchesIt() {
        assertThat(ModelLookup.of("org/name", hub, new HuggingFaceCache(hub)))
                .isEqualTo(new ModelLookup.Absent("org/name", "hf download org/name"));
    }

    @Test
    void aFolderThatIsNoModelSaysWhy() throws IOException {
        Files.createDirectories(hub.resolve("empty"));
        assertThat(ModelLookup.of("empty", hub, new HuggingFaceCache(hub)))
                .isInstanceOfSatisfying(
                        ModelLookup.Unusable.class,
                        unusable -> assertThat(unusable.problem()).contains("has no config.json"));
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
