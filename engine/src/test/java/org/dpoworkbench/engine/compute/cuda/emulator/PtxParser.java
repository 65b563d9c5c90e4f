package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a PTX module's text into kernels and module-wide variables. Functions other than kernels are passed over: a
/// call of one is refused where it stands.
final class PtxParser {
    private static final Pattern HEADER = Pattern.compile("\\.(entry|func)\\s+(\\([^)]*\\)\\s*)?([\\w$.]+)\\s*");
    private static final Pattern MOST_THREADS =
            Pattern.compile("\\.maxntid\\s+(\\d+)(?:\\s*,\\s*(\\d+))?(?:\\s*,\\s*(\\d+))?");
    private static final Pattern LABEL = Pattern.compile("([\\w$.%]+)\\s*:(?!:)");

    private final String text;
    private int at;
    private int line = 1;

    final List<KernelText> kernels = new ArrayList<>();
    final List<Variable> variables = new ArrayList<>();

    PtxParser(String source) {
        text = withoutComments(source);
        module();
    }

    /// The same text with comments as spaces, so that lines keep their numbers.
    private static String withoutComments(String source) {
        StringBuilder result = new StringBuilder(source);
        for (int i = 0; i + 1 < result.length(); i++) {
            if (result.charAt(i) == '"') {
                i = result.indexOf("\"", i + 1);
            } else if (result.charAt(i) == '/' && result.charAt(i + 1) == '/') {
                while (i < result.length() && result.charAt(i) != '\n') {
                    result.setCharAt(i++, ' ');
                }
            } else if (result.charAt(i) == '/' && result.charAt(i + 1) == '*') {
                int end = result.indexOf("*/", i + 2) + 2;
                for (; i < end; i++) {
                    if (result.charAt(i) != '\n') {
                        result.setCharAt(i, ' ');
                    }
                }
            }
        }
        return result.toString();
    }

    private void module() {
        while (skipSpace()) {
            int first = line;
            if (text.startsWith(".version", at)
                    || text.startsWith(".target", at)
                    || text.startsWith(".address_size", at)
                    || text.startsWith(".file", at)) {
                until("\n");
                continue;
            }
            String head = until("{;=");
            Matcher header = HEADER.matcher(head);
            if (header.find()) {
                boolean defined = text.charAt(at - 1) == '{';
                if (header.group(1).equals("entry")) {
                    kernel(header, head, first);
                } else if (defined) {
                    skipBody();
                }
            } else {
                if (text.charAt(at - 1) == '=') {
                    head += "=" + until(";");
                }
                variables.add(Variables.parse(head, first));
            }
        }
    }

    private void kernel(Matcher header, String head, int first) {
        KernelText kernel = new KernelText(header.group(3), first);
        int open = head.indexOf('(', header.end() - 1);
        int close = head.indexOf(')', Math.max(open, 0));
        if (open >= 0 && close > open) {
            for (String parameter : Operands.split(head.substring(open + 1, close))) {
                kernel.parameters.add(Variables.parse(parameter, first));
            }
        }
        Matcher most = MOST_THREADS.matcher(head);
        if (most.find()) {
            kernel.mostThreads = 1;
            for (int i = 1; i <= 3; i++) {
                kernel.mostThreads *= most.group(i) == null ? 1 : Integer.parseInt(most.group(i));
            }
        }
        body(kernel);
        kernels.add(kernel);
    }

    private void body(KernelText kernel) {
        int depth = 1;
        while (skipSpace()) {
            char c = text.charAt(at);
            if (c == '{') {
                at++;
                depth++;
                kernel.body.add(KernelText.Scope.OPEN);
            } else if (c == '}') {
                at++;
                if (--depth == 0) {
                    return;
                }
                kernel.body.add(KernelText.Scope.CLOSE);
            } else if (c == ';') {
                at++;
            } else if (!label(kernel)) {
                int first = line;
                String statement = until(";").strip();
                if (!statement.startsWith(".loc ")
                        && !statement.startsWith(".loc\t")
                        && !statement.startsWith(".pragma")) {
                    kernel.body.add(Statements.parse(statement, first));
                }
            }
        }
        throw new IllegalArgumentException("PTX line " + kernel.line + ": no end of kernel " + kernel.name);
    }

    private boolean label(KernelText kernel) {
        Matcher label = LABEL.matcher(text).region(at, Math.min(text.length(), at + 200));
        if (!label.lookingAt()) {
            return false;
        }
        kernel.body.add(new KernelText.Label(label.group(1)));
        at = label.end();
        return true;
    }

    private void skipBody() {
        for (int depth = 1; depth > 0; at++) {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            line += c == '\n' ? 1 : 0;
        }
    }

    /// Whether anything is left.
    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            line += text.charAt(at++) == '\n' ? 1 : 0;
        }
        return at < text.length();
    }

    /// The text up to one of the characters, which is passed.
    private String until(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            line += text.charAt(at++) == '\n' ? 1 : 0;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            line++;
        }
        return text.substring(start, Math.min(at++, text.length()));
    }
}
