package org.dpoworkbench.app.cli.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A progress bar with what is to be said about the progress, in one line that fits the terminal.
final class Bar {
    private static final int WIDEST = 30;
    private static final int NARROWEST = 8;
    private static final String GAP = "  ";

    private final int columns;
    private final char full;
    private final char empty;

    /// @param columns of the terminal; the last one stays free, as some terminals break the line there
    /// @param unicode whether block characters can be shown
    Bar(int columns, boolean unicode) {
        this.columns = columns - 1;
        this.full = unicode ? '█' : '#';
        this.empty = unicode ? '░' : '.';
    }

    /// The line, with as many of the facts as there is room for.
    ///
    /// @param total 0 where it is not known: then no bar is drawn
    String line(String label, long done, long total, List<Fact> facts) {
        List<Fact> kept = new ArrayList<>(facts);
        int bar = total > 0 ? GAP.length() + NARROWEST : 0;
        while (!kept.isEmpty() && text(label, kept).length() + bar > columns) {
            kept.remove(kept.stream().min(Comparator.comparingInt(Fact::weight)).orElseThrow());
        }
        int room = columns - text(label, kept).length() - GAP.length();
        String drawn = total > 0 && room >= NARROWEST ? GAP + draw(done, total, Math.min(room, WIDEST)) : "";
        String line = label + drawn + tail(kept);
        return line.length() > columns ? line.substring(0, Math.max(0, columns)) : line;
    }

    private static String text(String label, List<Fact> facts) {
        return label + tail(facts);
    }

    private static String tail(List<Fact> facts) {
        return facts.stream().map(fact -> GAP + fact.text()).collect(Collectors.joining());
    }

    private String draw(long done, long total, int width) {
        int filled = (int) (Math.clamp((double) done / total, 0, 1) * width);
        return String.valueOf(full).repeat(filled) + String.valueOf(empty).repeat(width - filled);
    }
}
