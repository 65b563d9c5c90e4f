package org.dpoworkbench.engine.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// Python's `strftime`, in English.
final class DateFormat {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('d', "dd"),
            Map.entry('e', "ppd"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('j', "DDD"),
            Map.entry('m', "MM"),
            Map.entry('M', "mm"),
            Map.entry('p', "a"),
            Map.entry('S', "ss"),
            Map.entry('y', "yy"),
            Map.entry('Y', "yyyy"),
            Map.entry('F', "yyyy-MM-dd"),
            Map.entry('T', "HH:mm:ss"));

    private DateFormat() {}

    static String format(String format, LocalDateTime time) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            boolean unpadded = format.charAt(i + 1) == '-' && i + 2 < format.length();
            i += unpadded ? 2 : 1;
            char directive = format.charAt(i);
            String pattern = PATTERNS.get(directive);
            if (directive == '%') {
                out.append('%');
            } else if (pattern == null) {
                throw new TemplateException("it writes dates with \"%" + directive + "\", which is not supported");
            } else {
                String text =
                        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
                out.append(unpadded ? text.replaceFirst("^[0 ]+(?=.)", "") : text);
            }
        }
        return out.toString();
    }
}
