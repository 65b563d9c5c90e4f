package org.dpoworkbench.engine.text;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Jinja template, rendered with `trim_blocks` and `lstrip_blocks` as transformers renders chat templates. It reaches
/// no file, no network and no Java class, and its output, loops, recursion and time are limited.
///
/// What would come out other than in Jinja without a word is refused: filters that are not there and `for … if …`.
/// Other differences remain: `True`, `False` and `None` print as `true`, `false` and nothing, and what is undefined is
/// empty, also where Jinja raises.
final class JinjaTemplate {
    private static final long SECONDS = 10;
    private static final int OUTPUT_BYTES = 1 << 24;
    private static final int LIST_SIZE = 100_000;
    private static final Pattern TAG = Pattern.compile("\\{%.*?%}|\\{\\{.*?}}", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("\\{#.*?#}", Pattern.DOTALL);
    private static final Pattern QUOTED =
            Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern FILTER = Pattern.compile("\\|\\s*(\\w+)");
    private static final Pattern FILTERED_LOOP = Pattern.compile("\\{%[-+]?\\s*for\\s.*\\sif\\s.*", Pattern.DOTALL);

    /// Python's names of methods that the library has under Java's.
    private static final Map<String, String> METHODS =
            Map.of(".startswith(", ".startsWith(", ".endswith(", ".endsWith(");

    private final Jinjava library;
    private final String source;

    /// @throws ChatTemplateException where it uses what is known not to render as in Jinja
    JinjaTemplate(String source) throws ChatTemplateException {
        this.library = library();
        check(COMMENT.matcher(source).replaceAll(""));
        this.source = withJavaNames(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
    }

    private static Jinjava library() {
        LegacyOverrides likeJinja = LegacyOverrides.newBuilder()
                .withEvaluateMapKeys(true)
                .withIterateOverMapKeys(true)
                .withUsePyishObjectMapper(true)
                .withUseNaturalOperatorPrecedence(true)
                .withParseWhitespaceControlStrictly(true)
                .withKeepNullableLoopValues(true)
                .withAllowAdjacentTextNodes(true)
                .withUseTrimmingForNotesAndExpressions(true)
                .withHandleBackslashInQuotesOnly(true)
                .build();
        Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                // What the messages say is text, also where it looks like a template.
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(OUTPUT_BYTES)
                .withMaxStringLength(OUTPUT_BYTES)
                .withMaxListSize(LIST_SIZE)
                .withMaxMapSize(LIST_SIZE)
                .withMaxRenderDepth(20)
                .withMaxMacroRecursionDepth(20)
                .withDisabled(Map.of(
                        Library.TAG,
                        Set.of("include", "import", "from", "extends"),
                        Library.FILTER,
                        Set.of("log", "root", "ipaddr", "ipv4", "ipv6", "fromyaml", "toyaml")))
                .withLegacyOverrides(likeJinja)
                .build());
        jinjava.setResourceLocator((name, _, _) -> {
            throw new IOException("a chat template stands alone and cannot read " + name);
        });
        jinjava.registerFilter(new ToJsonFilter());
        jinjava.registerFunction(
                new ELFunctionDefinition("", "raise_exception", TemplateFunctions.class, "raise", String.class));
        return jinjava;
    }

    private void check(String text) throws ChatTemplateException {
        Matcher tags = TAG.matcher(text);
        while (tags.find()) {
            String tag = QUOTED.matcher(tags.group()).replaceAll("''");
            if (FILTERED_LOOP.matcher(tag).matches()) {
                throw new ChatTemplateException("it uses \"for … if …\", which is not supported; put the if inside");
            }
            Matcher filters = FILTER.matcher(tag);
            while (filters.find()) {
                if (library.getGlobalContext().getFilter(filters.group(1)) == null) {
                    throw new ChatTemplateException(
                            "it uses the filter \"%s\", which is not supported".formatted(filters.group(1)));
                }
            }
        }
    }

    private static String withJavaNames(String source) {
        return TAG.matcher(source).replaceAll(tag -> {
            String text = tag.group();
            for (Map.Entry<String, String> method : METHODS.entrySet()) {
                text = text.replace(method.getKey(), method.getValue());
            }
            return Matcher.quoteReplacement(text);
        });
    }

    /// @throws ChatTemplateException where the template raises, uses what is not supported, or takes too long
    String render(Map<String, Object> values) throws ChatTemplateException {
        RenderResult result = limited(values);
        for (TemplateError error : result.getErrors()) {
            if (error.getSeverity() == TemplateError.ErrorType.FATAL) {
                throw new ChatTemplateException(reason(error));
            }
        }
        return result.getOutput();
    }

    private RenderResult limited(Map<String, Object> values) throws ChatTemplateException {
        try (ExecutorService renderer = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RenderResult> result = renderer.submit(() -> library.renderForResult(source, values));
            try {
                return result.get(SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                result.cancel(true);
                throw new ChatTemplateException("it takes more than %d seconds".formatted(SECONDS));
            } catch (ExecutionException e) {
                throw new ChatTemplateException("it cannot be rendered: " + e.getCause());
            } catch (InterruptedException e) {
                result.cancel(true);
                Thread.currentThread().interrupt();
                throw new ChatTemplateException("rendering was interrupted");
            }
        }
    }

    private static String reason(TemplateError error) {
        return Stream.<Throwable>iterate(error.getException(), e -> e != null, Throwable::getCause)
                .filter(TemplateFunctions.Raised.class::isInstance)
                .findFirst()
                .map(raised -> "it raises \"" + raised.getMessage() + "\"")
                .orElseGet(() -> "line %d: %s".formatted(error.getLineno(), error.getMessage()));
    }
}
