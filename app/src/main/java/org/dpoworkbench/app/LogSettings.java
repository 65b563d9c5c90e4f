package org.dpoworkbench.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/// What every process logs, and where: Logback finds this by itself. A worker's standard error is its run's `log.txt`
/// and takes everything of ours; the command line and the window say what matters themselves and let through warnings
/// only ([Launcher] sets the level). The standard output is for results.
///
/// In Java, because reading it from XML took a worker a fifth of a second more at each start. A file named by
/// `-Dlogback.configurationFile` is read instead.
public final class LogSettings extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(standardError(context));
        level(context, Logger.ROOT_LOGGER_NAME, Level.WARN);
        level(context, "org.dpoworkbench", Level.toLevel(System.getProperty("dpo.log.level"), Level.INFO));
        // They warn of what fonts and systems lack and nobody here uses; failures come as exceptions.
        level(context, "ai.djl", Level.ERROR);
        level(context, "org.apache.pdfbox", Level.ERROR);
        level(context, "org.apache.fontbox", Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("STDERR");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static void level(LoggerContext context, String logger, Level level) {
        context.getLogger(logger).setLevel(level);
    }
}
