package org.dpoworkbench.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.dpoworkbench.engine.problem.UserError;

/// Files that stand where data should be: what a download or a clone leaves when it did not get the data.
final class NoData {
    private static final int LOOK_AHEAD = 64;

    private NoData() {}

    /// @param bytes from the file's beginning, which supports mark and reset
    /// @throws UserError where it is one of them
    static void refuse(Path file, InputStream bytes) throws IOException {
        bytes.mark(LOOK_AHEAD);
        String begin = new String(bytes.readNBytes(LOOK_AHEAD), StandardCharsets.ISO_8859_1);
        bytes.reset();
        if (begin.startsWith("version https://git-lfs.github.com/spec")) {
            throw new UserError(
                    file + " is a Git LFS pointer, which stands for data that were not downloaded. Get them by"
                            + " `git lfs pull` in their repository.");
        }
        String html = begin.stripLeading().toLowerCase(Locale.ROOT);
        if (html.startsWith("<!doctype html") || html.startsWith("<html")) {
            throw new UserError(
                    file + " is an HTML page and no data: often what a download gets that needs a login or a"
                            + " \"raw\" address. Download the file itself.");
        }
        boolean named = DataPath.kind(file).filter("parquet"::equals).isPresent();
        if (named && !begin.startsWith("PAR1") && !html.startsWith("{") && !html.startsWith("[")) {
            throw new UserError(
                    file + " is no Parquet, as its name says: Parquet begins with \"PAR1\". Was it downloaded"
                            + " whole, and not compressed besides?");
        }
    }
}
