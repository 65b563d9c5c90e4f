package org.dpoworkbench.engine.jinja;

/// Python's backslash escapes.
final class Escapes {
    private Escapes() {}

    @SuppressWarnings("IncrementInForLoopAndHeader") // an escape is several characters
    static String resolved(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            i++;
            switch (text.charAt(i)) {
                case '\n' -> {}
                case '\\', '\'', '"' -> out.append(text.charAt(i));
                case 'a' -> out.append('\u0007');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'v' -> out.append('\u000b');
                case 'x' -> i = number(text, i + 1, 2, 16, out);
                case 'u' -> i = number(text, i + 1, 4, 16, out);
                case 'U' -> i = number(text, i + 1, 8, 16, out);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    int end = i;
                    while (end < text.length() && end < i + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                        end++;
                    }
                    i = number(text, i, end - i, 8, out);
                }
                default -> out.append('\\').append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /// @return index of the last digit
    private static int number(String text, int from, int digits, int radix, StringBuilder out) {
        try {
            out.appendCodePoint(Integer.parseInt(text.substring(from, from + digits), radix));
            return from + digits - 1;
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new TemplateException("a backslash in a string is followed by no number of " + digits + " digits");
        } catch (IllegalArgumentException e) {
            throw new TemplateException("a string names a character that does not exist");
        }
    }
}
