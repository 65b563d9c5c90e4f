package org.dpoworkbench.engine.compute.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.Nvrtc;

/// Kernels compiled for one card, once: what was compiled is kept in a folder, under a name that changes with whatever
/// the compiler was given and with the compiler.
///
/// A file of that folder begins with the SHA-256 of what follows. One that is damaged is compiled again.
public final class CompiledKernels implements Function<String, byte[]> {
    private static final int HASH_BYTES = 32;

    private final Nvrtc compiler;
    private final String version;
    private final Path folder;
    private final Function<String, String> sources;
    private final Map<String, String> headers;
    private final List<String> options;

    /// @param folder  where what was compiled is kept
    /// @param sources the source of a name
    /// @param headers what the sources include, by name
    /// @throws IllegalArgumentException where the compiler does not know the card
    public CompiledKernels(
            Nvrtc compiler, Card card, Path folder, Function<String, String> sources, Map<String, String> headers) {
        this.compiler = compiler;
        this.folder = folder;
        this.sources = sources;
        this.headers = new TreeMap<>(headers);
        version = compiler.version();
        List<Integer> known = compiler.architectures();
        if (!known.contains(10 * card.major() + card.minor())) {
            throw new IllegalArgumentException(
                    "NVRTC " + version + " makes code for " + known + ", not for " + card.architecture());
        }
        options = List.of("--gpu-architecture=" + card.architecture(), "--std=c++17");
    }

    /// Of the shipped sources.
    public static CompiledKernels ofShipped(Nvrtc compiler, Card card, Path folder) {
        Map<String, String> headers = new TreeMap<>();
        ShippedKernels.HEADERS.forEach(name -> headers.put(name, ShippedKernels.header(name)));
        return new CompiledKernels(compiler, card, folder, ShippedKernels::source, headers);
    }

    /// What compiles, and for what, such as `NVRTC 12.8 for sm_89`.
    public String description() {
        return "NVRTC " + version + " for "
                + options.getFirst().substring(options.getFirst().indexOf('=') + 1);
    }

    /// @throws org.dpoworkbench.engine.compute.cuda.driver.CompilationException where the compiler refuses
    @Override
    public byte[] apply(String name) {
        String text = sources.apply(name);
        Path file = folder.resolve(key(name, text) + ".cubin");
        return read(file).orElseGet(() -> {
            byte[] code = compiler.compile(new Nvrtc.Source(name + ".cu", text, headers, options), Nvrtc.Output.CUBIN);
            keep(code, file);
            return code;
        });
    }

    private String key(String name, String text) {
        MessageDigest hash = sha256();
        add(hash, version);
        options.forEach(option -> add(hash, option));
        headers.forEach((header, content) -> {
            add(hash, header);
            add(hash, content);
        });
        add(hash, text);
        return name + "-" + HexFormat.of().formatHex(hash.digest());
    }

    /// With its end marked, so that no two lists of texts are one.
    private static void add(MessageDigest hash, String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            if (all.length <= HASH_BYTES) {
                return Optional.empty();
            }
            byte[] code = Arrays.copyOfRange(all, HASH_BYTES, all.length);
            return Arrays.equals(all, 0, HASH_BYTES, sha256().digest(code), 0, HASH_BYTES)
                    ? Optional.of(code)
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // not there yet; and one that cannot be read is no reason to stop
        }
    }

    /// Whole or not at all; where there is no room, the next run compiles again.
    private static void keep(byte[] code, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path partial =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
            try {
                Files.write(partial, sha256().digest(code));
                Files.write(partial, code, StandardOpenOption.APPEND);
                move(partial, file);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException _) {
            return; // as if it had been deleted
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
