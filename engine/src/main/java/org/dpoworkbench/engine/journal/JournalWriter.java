package org.dpoworkbench.engine.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;

/// Appends to a run's journal, one whole line an event, each handed to the system at once: what is appended survives
/// this process. While it is open, no other writer can open the same journal.
///
/// An error of the disk is a [UserError] that names the file; the lines before are whole, and a later append starts
/// again after the last whole one.
public final class JournalWriter implements AutoCloseable {
    /// A byte far behind any line, so that where locks bind readers too (Windows) reading goes on.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel journal;
    private final Clock clock;
    private final Line line = new Line();
    private long end;
    private long seq;
    private int lastStep;

    private JournalWriter(Path file, FileChannel journal, Clock clock) {
        this.file = file;
        this.journal = journal;
        this.clock = clock;
    }

    /// Opens the folder's journal behind its last whole line, cuts a torn one, and continues its numbers.
    ///
    /// @throws UserError where another process writes it, where its last line is none, where the disk fails
    public static JournalWriter open(RunFolder folder) {
        return open(folder, Clock.systemUTC());
    }

    static JournalWriter open(RunFolder folder, Clock clock) {
        Path file = folder.journal();
        try {
            FileChannel journal = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            try {
                lock(file, journal);
                var writer = new JournalWriter(file, journal, clock);
                writer.cutTornLine();
                return writer;
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UserError("%s cannot be opened for writing: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /// Appends one line. `started`, `resumed`, `checkpoint`, `state` and the ends are also synced to the disk.
    public synchronized void append(Event event) {
        line.reset();
        EntryWriter.write(new Entry(seq + 1, Instant.now(clock), event), line);
        try {
            write(line.bytes());
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        seq++;
        lastStep = switch (event) {
            case Event.Step step -> step.step();
            case Event.Resumed resumed -> resumed.fromStep();
            default -> lastStep;
        };
        switch (event) {
            case Event.Started _,
                    Event.Resumed _,
                    Event.Checkpoint _,
                    Event.State _,
                    Event.Finished _,
                    Event.Failed _ -> sync();
            case Event.Step _, Event.Progress _, Event.Evaluation _, Event.Samples _, Event.Warning _ -> {}
        }
    }

    /// Returns once all lines are on the disk itself, so that they survive a power cut too.
    public synchronized void sync() {
        try {
            journal.force(false);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /// The number of the last line, 0 in an empty journal.
    public synchronized long lastSeq() {
        return seq;
    }

    /// Optimiser steps done as far as this writer was told: the newest step's number, or the one resumed from.
    public synchronized int lastStep() {
        return lastStep;
    }

    /// Length of the whole lines in bytes.
    public synchronized long length() {
        return end;
    }

    @Override
    public synchronized void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        long position = end;
        try {
            while (bytes.hasRemaining()) {
                position += journal.write(bytes, position);
            }
        } catch (IOException e) {
            cutBack(e);
            throw e;
        }
        end = position;
    }

    /// Takes half a line back; where the disk refuses even that, readers see a torn line, and the next line covers it.
    private void cutBack(IOException cause) {
        try {
            journal.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void cutTornLine() throws IOException {
        end = LineBounds.startOfLastLine(journal, journal.size());
        journal.truncate(end);
        if (end == 0) {
            return;
        }
        long start = LineBounds.startOfLastLine(journal, end - 1);
        try {
            seq = EntryReader.seq(LineBounds.bytes(journal, start, end));
        } catch (EntryReader.BadLine e) {
            throw JournalReader.badLine(file, start, e);
        }
    }

    /// Held until the channel closes, at the latest by the system when the process ends.
    private static void lock(Path file, FileChannel journal) throws IOException {
        FileLock lock;
        try {
            lock = journal.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new UserError(file
                    + " is being written by another process: this run is going on already."
                    + " Follow it with attach, or stop it first.");
        }
    }

    private UserError cannotWrite(IOException e) {
        return new UserError(
                ("%s could not be written: %s. All lines up to number %d are whole."
                                + " Make room or mend the disk, then continue with --resume.")
                        .formatted(file, e.getMessage(), seq),
                e);
    }

    /// The bytes of one line, in a buffer that is used again for the next.
    private static final class Line extends ByteArrayOutputStream {
        Line() {
            super(4096);
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
