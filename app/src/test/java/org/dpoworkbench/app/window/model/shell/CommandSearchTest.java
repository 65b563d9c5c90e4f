package org.dpoworkbench.app.window.model.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.app.window.model.Command;
import org.junit.jupiter.api.Test;

class CommandSearchTest {
    private static final List<Command> COMMANDS = Stream.of(
                    "Go to Runs", "New run", "Prune checkpoints", "Dark colours")
            .map(title -> Command.of(title, "", () -> {}))
            .toList();

    @Test
    void nothingTypedIsEverything() {
        assertThat(find("  ")).hasSize(4);
    }

    @Test
    void aWordsBeginningBeatsItsInside() {
        assertThat(find("run")).containsExactly("New run", "Go to Runs", "Prune checkpoints");
    }

    @Test
    void whatCannotBeDoneNowComesLast() {
        var disabled = new Command("Run again", "", () -> false, () -> {});
        var found = CommandSearch.find(
                "run", Stream.concat(Stream.of(disabled), COMMANDS.stream()).toList());
        assertThat(found).hasSize(4);
        assertThat(found.getLast()).isSameAs(disabled);
    }

    @Test
    void everyWordMustOccurInAnyOrderAndCase() {
        assertThat(find("RUNS go")).containsExactly("Go to Runs");
        assertThat(find("run dark")).isEmpty();
    }

    private static List<String> find(String typed) {
        return CommandSearch.find(typed, COMMANDS).stream().map(Command::title).toList();
    }
}
