package org.dpoworkbench.engine.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.DataPath;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.HashMemory;

/// Where the tokens of large files are kept from one run to the next. A file's name is a hash of everything that
/// decides what is in it: the data, the tokenizer, the template, the limits, the rules, and this program's
/// version.
final class TokenCache {
    /// The tokens of smaller files are made about as fast as they are read.
    private static final long FROM_BYTES = 256L << 10;

    /// Changes when the same input gives other tokens or the file another form.
    private static final String RULES = "3";

    private final Path folder;
    private final HashMemory hashes;
    private final String common;

    TokenCache(Path folder, DataConfig config, PairRules rules, TextModel model) {
        this.folder = folder;
        hashes = new HashMemory(folder);
        String version = Optional.ofNullable(TokenCache.class.getPackage().getImplementationVersion())
                .orElse("development");
        common = String.join(
                "\0",
                RULES,
                version,
                rules.kind().text(),
                config.columns().toString(),
                config.promptExtraction().text(),
                rules.truncation().toString(),
                Boolean.toString(rules.scoreUserTurns()),
                model.fingerprint(),
                model.templateText(rules.chatTemplate()).orElse(""));
    }

    /// Where the tokens of this data are or will be; absent where it is not worth a file.
    ///
    /// @throws UserError where the data cannot be read
    Optional<Path> file(Path data) {
        List<Path> files = DataPath.files(data);
        try {
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
            if (bytes < FROM_BYTES) {
                return Optional.empty();
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(common.getBytes(StandardCharsets.UTF_8));
            for (Path file : files) {
                digest.update(("\0" + file + "\0" + hashes.sha256(file)).getBytes(StandardCharsets.UTF_8));
            }
            DataPath.entry(data)
                    .ifPresent(entry -> digest.update(("\0" + entry.sha256()).getBytes(StandardCharsets.UTF_8)));
            String key = HexFormat.of().formatHex(digest.digest(), 0, 16);
            return Optional.of(folder.resolve("tokens-" + key + ".bin"));
        } catch (IOException e) {
            throw new UserError("%s cannot be read: %s.".formatted(data, e.getMessage()), e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
