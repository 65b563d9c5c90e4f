package org.dpoworkbench.engine.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells DJL, before its classes load, to report to nobody and to unpack its native library into a cache folder of
/// ours.
///
/// DJL reads both settings from the environment first and from system properties second; what the environment
/// says stays in force. Its own default folder is `.djl.ai` in the home folder.
final class TokenizerNatives {
    static final String TRACKING = "OPT_OUT_TRACKING";
    static final String FOLDER = "ENGINE_CACHE_DIR";
    private static final Logger LOG = LoggerFactory.getLogger(TokenizerNatives.class);

    private TokenizerNatives() {}

    static synchronized void prepare() {
        System.setProperty(TRACKING, "true");
        if (System.getenv(FOLDER) == null && System.getProperty(FOLDER) == null) {
            System.setProperty(FOLDER, folder(cacheRoot()).toString());
        }
    }

    /// `native` below the given folder, or below a fresh private one where that cannot be written.
    static Path folder(Path cacheRoot) {
        Path folder = cacheRoot.resolve("native");
        try {
            Files.createDirectories(folder);
            if (Files.isWritable(folder)) {
                return folder;
            }
            LOG.warn("{} cannot be written; the tokenizer's library goes to a temporary folder", folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be made; the tokenizer's library goes to a temporary folder", folder, e);
        }
        try {
            return Files.createTempDirectory("dpo-workbench-natives");
        } catch (IOException e) {
            // DJL itself fails on this folder, and its message is shown with the tokenizer that could not be loaded.
            LOG.warn("No temporary folder can be made either", e);
            return folder;
        }
    }

    private static Path cacheRoot() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        String local = System.getenv("LOCALAPPDATA");
        Path caches = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : local != null && !local.isBlank()
                        ? Path.of(local)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("dpo-workbench");
    }
}
