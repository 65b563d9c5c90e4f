package org.dpoworkbench.app.cli.print;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.dpoworkbench.app.room.Answer;

/// Where the command line speaks: results go to the standard output, all that is said on the way to the standard error.
/// The only place that knows either.
///
/// A terminal has one status line below what was said, which is replaced in place; elsewhere there is none.
public final class Console {
    /// System property set by the start script: columns of the terminal that the standard error is, 0 where it is none.
    public static final String COLUMNS = "dpo.columns";

    private static final int USUAL_COLUMNS = 80;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\r\t]]");
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final OptionalInt columns;
    private final boolean colour;
    private final boolean unicode;
    private boolean statusShown;

    private Console(PrintWriter out, PrintWriter err, OptionalInt columns, boolean colour, boolean unicode) {
        this.out = out;
        this.err = err;
        this.columns = columns;
        this.colour = colour && columns.isPresent();
        this.unicode = unicode;
    }

    /// The process's own.
    public static Console system() {
        OptionalInt columns = systemColumns();
        Charset charset = columns.isPresent() ? System.err.charset() : StandardCharsets.UTF_8;
        String noColour = System.getenv("NO_COLOR");
        return new Console(
                writer(FileDescriptor.out, StandardCharsets.UTF_8),
                writer(FileDescriptor.err, charset),
                columns,
                noColour == null || noColour.isEmpty(),
                charset.newEncoder().canEncode('█'));
    }

    /// A console that writes into a log.
    public static Console log(PrintWriter out, PrintWriter err) {
        return new Console(out, err, OptionalInt.empty(), false, true);
    }

    /// A console that writes to a terminal without colours.
    public static Console terminal(PrintWriter out, PrintWriter err, int columns) {
        return new Console(out, err, OptionalInt.of(columns), false, true);
    }

    @SuppressWarnings(
            "SystemConsoleNull") // it is null where neither end is a terminal, as Java 25 has no other default
    private static OptionalInt systemColumns() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return OptionalInt.empty();
        }
        String given = System.getProperty(COLUMNS);
        if (given != null) {
            return given.matches("[1-9][0-9]{0,4}") ? OptionalInt.of(Integer.parseInt(given)) : OptionalInt.empty();
        }
        java.io.Console console = System.console();
        return console != null && console.isTerminal() ? OptionalInt.of(USUAL_COLUMNS) : OptionalInt.empty();
    }

    private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
    }

    /// For help texts; results go through [#result] and [#json].
    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /// Columns of the terminal; absent where the standard error is none.
    public OptionalInt columns() {
        return columns;
    }

    /// Whether block characters can be shown.
    boolean unicode() {
        return unicode;
    }

    /// A line of what the command was asked for.
    public synchronized void result(String line) {
        clearStatus();
        out.println(line);
        out.flush();
    }

    /// Some of what the command was asked for, as it comes.
    public synchronized void piece(String text) {
        clearStatus();
        out.print(text);
        out.flush();
    }

    /// The same as one line of JSON in snake case.
    public void json(Object value) {
        result(Json.line(value));
    }

    /// What a command found out, for people or as JSON.
    public void answer(Answer answer, boolean asJson) {
        if (asJson) {
            json(answer.json());
        } else {
            result(answer.text());
        }
    }

    /// A line said on the way.
    public void say(String line) {
        say(line, "");
    }

    /// A line that should be noticed.
    public void warn(String line) {
        say(line, YELLOW);
    }

    /// A line that tells why it went wrong.
    public void error(String line) {
        say(line, RED);
    }

    private synchronized void say(String line, String paint) {
        clearStatus();
        // What a file or a model holds is shown, never obeyed by the terminal.
        String harmless = CONTROL.matcher(line).replaceAll("\uFFFD");
        err.println(colour && !paint.isEmpty() ? paint + harmless + PLAIN : harmless);
        err.flush();
    }

    /// Replaces the terminal's status line; nothing happens where there is no terminal.
    ///
    /// @param line shorter than the terminal is wide
    public synchronized void status(String line) {
        if (columns.isEmpty()) {
            return;
        }
        err.print(BACK_AND_CLEAR + line);
        err.flush();
        statusShown = true;
    }

    /// Takes the status line away.
    public synchronized void clearStatus() {
        if (statusShown) {
            err.print(BACK_AND_CLEAR);
            err.flush();
            statusShown = false;
        }
    }
}
