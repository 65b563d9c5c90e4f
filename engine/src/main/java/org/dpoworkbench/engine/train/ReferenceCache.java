package org.dpoworkbench.engine.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.PartialFiles;
import org.dpoworkbench.engine.text.TokenizedExample;

/// Reference log-probs on disk, so that no run computes them twice. What a file is for is its name: a hash of the
/// weights, of every token id in order, and of how the pairs are packed, since another packing rounds otherwise.
///
/// A file is the float64 values of all completions in turn, then those with weighed tokens where there are any, NaN
/// where not computed yet, then a CRC-32.
final class ReferenceCache {
    private final Path file;

    /// @param folder    of the cache, made where it is missing
    /// @param weights   hash of the reference's weights
    /// @param computing what computes: backend and threads
    ReferenceCache(
            Path folder,
            String weights,
            String computing,
            TokenBudget budget,
            TokenWeighting weighting,
            List<? extends TokenizedExample> examples) {
        file = folder.resolve("reference-logps-" + key(weights, computing, budget, weighting, examples) + ".f64");
    }

    Path file() {
        return file;
    }

    /// Fills the table with what is there; a file that is not whole is as good as none.
    void read(LogProbTable table) throws IOException {
        PartialFiles.removeLeft(file.getParent());
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != bytes(table.values()) || !sound(bytes)) {
            return;
        }
        ByteBuffer values = ByteBuffer.wrap(bytes);
        for (int i = 0; i < table.values(); i++) {
            table.set(i, values.getDouble());
        }
    }

    void write(LogProbTable table) {
        ByteBuffer values = ByteBuffer.allocate(bytes(table.values()));
        for (int i = 0; i < table.values(); i++) {
            values.putDouble(table.value(i));
        }
        values.putLong(checksum(values.array()));
        try {
            Files.createDirectories(file.getParent());
            Path partial = PartialFiles.create(file);
            try {
                Files.write(partial, values.array());
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new UserError(
                    "The reference log-probs cannot be kept in " + file.getParent() + ": " + e.getMessage()
                            + ". Is the disk full or the folder read-only?",
                    e);
        }
    }

    private static int bytes(int values) {
        return Math.toIntExact((long) Double.BYTES * values + Long.BYTES);
    }

    private static boolean sound(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES) == checksum(bytes);
    }

    private static long checksum(byte[] bytes) {
        var crc = new java.util.zip.CRC32();
        crc.update(bytes, 0, bytes.length - Long.BYTES);
        return crc.getValue();
    }

    private static String key(
            String weights,
            String computing,
            TokenBudget budget,
            TokenWeighting weighting,
            List<? extends TokenizedExample> examples) {
        MessageDigest digest = sha256();
        digest.update((weights + "\n" + computing + "\n" + budget + "\n" + weighting.beyondShared() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        for (TokenizedExample example : examples) {
            update(digest, example.prompt());
            for (int c = 0; c < example.completions(); c++) {
                update(digest, example.completion(c));
            }
            for (int c = 0; c < example.completions(); c++) {
                for (boolean s : example.scored(c)) {
                    digest.update((byte) (s ? 1 : 0));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }

    private static void update(MessageDigest digest, int[] ids) {
        ByteBuffer bytes = ByteBuffer.allocate((ids.length + 1) * Integer.BYTES);
        bytes.putInt(ids.length);
        for (int id : ids) {
            bytes.putInt(id);
        }
        digest.update(bytes.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
