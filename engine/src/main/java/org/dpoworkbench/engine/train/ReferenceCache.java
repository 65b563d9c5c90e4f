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
import org.dpoworkbench.engine.text.TokenizedPair;

/// Reference log-probs on disk, so that no run computes them twice. What a file is for is its name: a hash of the
/// weights,
/// of every token id in order, and of how the pairs are packed, since another packing rounds otherwise.
///
/// A file is the float64 values of chosen and rejected of each pair in turn, NaN where not computed yet, then a CRC-32.
final class ReferenceCache {
    private final Path file;
    private final int pairs;

    /// @param folder    of the cache, made where it is missing
    /// @param weights   hash of the reference's weights
    /// @param computing what computes: backend and threads
    ReferenceCache(Path folder, String weights, String computing, TokenBudget budget, List<TokenizedPair> pairs) {
        this.pairs = pairs.size();
        file = folder.resolve("reference-logps-" + key(weights, computing, budget, pairs) + ".f64");
    }

    Path file() {
        return file;
    }

    /// Fills the table with what is there; a file that is not whole is as good as none.
    void read(LogProbTable table) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != bytes(pairs) || !sound(bytes)) {
            return;
        }
        ByteBuffer values = ByteBuffer.wrap(bytes);
        for (int p = 0; p < pairs; p++) {
            table.set(p, values.getDouble(), values.getDouble());
        }
    }

    void write(LogProbTable table) {
        ByteBuffer values = ByteBuffer.allocate(bytes(pairs));
        for (int p = 0; p < pairs; p++) {
            values.putDouble(table.chosen(p)).putDouble(table.rejected(p));
        }
        values.putLong(checksum(values.array()));
        try {
            Files.createDirectories(file.getParent());
            Path partial =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
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

    private static int bytes(int pairs) {
        return Math.toIntExact(2L * Double.BYTES * pairs + Long.BYTES);
    }

    private static boolean sound(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES) == checksum(bytes);
    }

    private static long checksum(byte[] bytes) {
        var crc = new java.util.zip.CRC32();
        crc.update(bytes, 0, bytes.length - Long.BYTES);
        return crc.getValue();
    }

    private static String key(String weights, String computing, TokenBudget budget, List<TokenizedPair> pairs) {
        MessageDigest digest = sha256();
        digest.update((weights + "\n" + computing + "\n" + budget + "\n").getBytes(StandardCharsets.UTF_8));
        for (TokenizedPair pair : pairs) {
            update(digest, pair.prompt());
            update(digest, pair.chosen());
            update(digest, pair.rejected());
            for (boolean[] scored : List.of(pair.chosenScored(), pair.rejectedScored())) {
                for (boolean s : scored) {
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
