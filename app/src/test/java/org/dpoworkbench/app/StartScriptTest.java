package org.dpoworkbench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `./dpo` in a project of stand-ins: a Maven wrapper that counts its calls, and a JDK whose `java` tells its
/// arguments.
@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

    @TempDir
    private Path temp;

    private Path project;
    private Path jdk;

    private record Ended(int code, String said) {}

    @BeforeEach
    void makeProject() throws IOException {
        project = temp.resolve("the project");
        Files.createDirectories(project.resolve(".mvn"));
        Files.createDirectories(project.resolve("app/src/main"));
        Files.copy(ROOT.resolve("dpo"), project.resolve("dpo"));
        Files.copy(ROOT.resolve(".mvn/jdk.sh"), project.resolve(".mvn/jdk.sh"));
        Files.writeString(project.resolve("pom.xml"), "");
        Files.writeString(project.resolve("app/pom.xml"), "");
        program(project.resolve("mvnw"), "echo build >>\"$(dirname \"$0\")/builds\"");
        jdk = temp.resolve("jdk");
        program(jdk.resolve("bin/javac"), "");
        program(jdk.resolve("bin/java"), """
                for argument in "$@"; do echo "[$argument]"; done
                for last in "$@"; do :; done
                [ "$last" = seven ] && exit 7
                exit 0""");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    private static void program(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ended start(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", script.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).directory(temp.toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private Ended start(String... arguments) throws IOException, InterruptedException {
        return start(project.resolve("dpo"), arguments);
    }

    private long builds() throws IOException {
        Path builds = project.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void aSecondStartTakesNoMaven() throws Exception {
        assertThat(start("doctor").said()).contains("building");
        assertThat(start("doctor").said()).doesNotContain("building");
        assertThat(builds()).isOne();
    }

    @Test
    void changedSourcesAreBuilt() throws Exception {
        start("doctor");
        Path source = Files.writeString(project.resolve("app/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        start("doctor");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildIsShownAndTriedAgain() throws Exception {
        program(project.resolve("mvnw"), "echo 'cannot find symbol'; exit 3");
        Ended failed = start("doctor");
        assertThat(failed.code()).isEqualTo(3);
        assertThat(failed.said())
                .contains("cannot find symbol", "the build failed")
                .doesNotContain("Launcher");

        program(project.resolve("mvnw"), "echo build >>\"$(dirname \"$0\")/builds\"");
        assertThat(start("doctor").code()).isZero();
        assertThat(builds()).isOne();
    }

    @Test
    void argumentsAndExitCodePassThrough() throws Exception {
        Ended ended = start("train", "--prompt", "two words", "*", "", "seven");

        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.said())
                .contains("[org.dpoworkbench.app.Launcher]\n[train]\n[--prompt]\n[two words]\n[*]\n[]\n[seven]\n")
                .contains("[-Ddpo.columns=0]", "[" + project.toRealPath() + "/app/target/distribution/lib/*]");
    }

    /// A run of two steps and an unseen window after each build make the files; each start is told which is its own.
    @Test
    void classesAreKeptAfterABuild() throws Exception {
        program(jdk.resolve("bin/java"), """
                trap '' TERM
                for argument in "$@"; do
                  echo "[$argument]" >>"$(dirname "$0")/told"
                  case $argument in
                    -XX:AOTCacheOutput=* | -Ddpo.worker.classes.record=*) : >"${argument#*=}" ;;
                  esac
                done""");
        start("doctor");
        List<String> told = Files.readAllLines(jdk.resolve("bin/told"));
        String prefix = project.toRealPath() + "/app/target/dpo-";
        String record = "[-Ddpo.worker.classes.record=" + prefix + "workers-";
        assertThat(told).contains("[train]", "[--max-steps]").anyMatch(t -> t.startsWith(record));
        assertThat(told)
                .anyMatch(t -> t.startsWith("[-Ddpo.worker.classes=" + prefix + "workers-"))
                .anyMatch(t -> t.startsWith("[-XX:AOTCache=" + prefix) && !t.contains("workers"));

        assertThat(told).contains("[-Dglass.platform=Headless]");

        Files.delete(jdk.resolve("bin/told"));
        start();
        assertThat(Files.readAllLines(jdk.resolve("bin/told")))
                .anyMatch(t -> t.startsWith("[-XX:AOTCache=" + prefix + "window-"));

        Files.delete(jdk.resolve("bin/told"));
        start("doctor");
        assertThat(Files.readAllLines(jdk.resolve("bin/told")))
                .doesNotContain("[train]")
                .anyMatch(t -> t.startsWith("[-XX:AOTCache=" + prefix));
    }

    @Test
    void aLinkFromElsewhereStartsTheSameProject() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("the project", "dpo"));
        Path linkToLink = Files.createSymbolicLink(temp.resolve("again"), link);

        assertThat(start(linkToLink, "doctor").said())
                .contains(project.toRealPath().toString());
    }

    @Test
    void theLockOfADeadProcessHoldsNobodyUp() throws Exception {
        Files.createDirectories(project.resolve("app/target"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock =
                Files.createSymbolicLink(project.resolve("app/target/dpo.lock"), Path.of(Long.toString(dead.pid())));

        assertThat(start("doctor").code()).isZero();
        assertThat(Files.isSymbolicLink(lock)).isFalse();
    }

    @Test
    void withoutAJdkItIsSaidWhatToInstall() throws Exception {
        Files.writeString(project.resolve(".mvn/jdk.sh"), "find_jdk() { return 1; }\n");
        Ended ended = start("doctor");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("JDK of version 25").contains("JAVA_HOME");
        assertThat(builds()).isZero();
    }
}
