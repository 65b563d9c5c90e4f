package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.dpoworkbench.app.cli.print.Console;
import org.junit.jupiter.api.Test;

class ComputeJvmTest {
    /// Tells on the standard error what it was given.
    static final class Told {
        private Told() {}

        @SuppressWarnings("SystemOut")
        public static void main(String... arguments) {
            System.err.println("vector module missing: " + ComputeJvm.isNeeded());
            System.err.println(String.join("|", arguments));
            System.exit(5);
        }
    }

    @Test
    void theOtherJvmHasTheVectorModuleAndTheArguments() throws Exception {
        StringWriter err = new StringWriter();
        Console console = Console.log(new PrintWriter(new StringWriter()), new PrintWriter(err));

        int code = new ComputeJvm(Told.class.getName(), console).run(List.of("logps", "two words", "Über"));

        assertThat(code).isEqualTo(5);
        assertThat(err.toString().lines()).containsExactly("vector module missing: false", "logps|two words|Über");
    }
}
