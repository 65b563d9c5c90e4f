package org.dpoworkbench.engine.compute.cuda;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What stands in a shipped PTX file above the compiler's words.
final class KernelText {
    private KernelText() {}

    /// Names the source and what it was, headers included.
    static String firstLine(String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ShippedKernels.source(source).getBytes(StandardCharsets.UTF_8));
            for (String header : ShippedKernels.HEADERS) {
                digest.update(ShippedKernels.header(header).getBytes(StandardCharsets.UTF_8));
            }
            return "// Made from " + source + ".cu, SHA-256 with all headers "
                    + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// As it ships: the compiler's own comments left out.
    static String shipped(String source, String compiled) {
        StringBuilder text = new StringBuilder(firstLine(source)).append('\n');
        compiled.lines()
                .filter(line -> !line.startsWith("//") && !line.equals("\0"))
                .dropWhile(String::isEmpty)
                .forEach(line -> text.append(line.replace("\0", "")).append('\n'));
        return text.toString();
    }
}
