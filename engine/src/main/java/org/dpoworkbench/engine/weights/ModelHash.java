package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dpoworkbench.engine.problem.UserError;

/// The SHA-256 that stands for a model: of what `sha256sum config.json model.safetensors` prints inside its
/// folder, so that anyone can repeat it with `sha256sum config.json model.safetensors | sha256sum`.
public final class ModelHash {
    private static final int BUFFER_BYTES = 1 << 20;

    /// A file's hash is computed once for as long as its size and time stay.
    private static final Map<Stamp, String> KNOWN = new ConcurrentHashMap<>();

    private record Stamp(Path file, long size, FileTime modified) {}

    private ModelHash() {}

    /// @param files in the order in which their lines are hashed
    public static String of(List<Path> files) {
        try {
            MessageDigest all = sha256();
            for (Path file : files) {
                String line = ofFile(file) + "  " + file.getFileName() + "\n";
                all.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (IOException e) {
            throw new UserError("The model cannot be read: " + e + ".", e);
        }
    }

    private static String ofFile(Path file) throws IOException {
        Path real = file.toRealPath();
        Stamp stamp = new Stamp(real, Files.size(real), Files.getLastModifiedTime(real));
        String known = KNOWN.get(stamp);
        if (known == null) {
            known = digest(real);
            KNOWN.put(stamp, known);
        }
        return known;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
