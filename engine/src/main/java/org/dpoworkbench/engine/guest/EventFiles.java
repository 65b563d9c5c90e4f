package org.dpoworkbench.engine.guest;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunState;

/// TensorBoard's event files: one file, or all of one folder taken together in the order of their names,
/// which begin with the time of their making. Each is read on from where it was left.
final class EventFiles implements GuestReader {
    /// Code of the warning about a file that cannot be read to its end.
    static final String DAMAGED = "damaged";

    private static final String MARK = "tfevents";
    private static final String VERSION = "brain.Event:";

    private final Path path;
    private final String name;
    private final Path place;
    private final GuestCurves curves = new GuestCurves();
    private final Map<Path, Tail> tails = new TreeMap<>();
    private List<FileStamp> read = List.of();
    private RunCurves last = RunCurves.EMPTY;

    /// @param path  what was opened, and named the run
    /// @param place the event file, or the folder of event files
    EventFiles(Path path, Path place) {
        this.path = path;
        this.name = path.getFileName().toString();
        this.place = place;
    }

    /// Whether the file's name is an event file's, such as `events.out.tfevents.1795242217.host.30013.0`.
    static boolean isNamedSo(Path file) {
        return file.getFileName().toString().contains(MARK);
    }

    /// The event files of exactly this folder, in order.
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(EventFiles::isNamedSo)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public GuestKind kind() {
        return GuestKind.TENSORBOARD;
    }

    @Override
    public boolean changed() {
        return !stamps().equals(read);
    }

    @Override
    public RunCurves curves() {
        List<FileStamp> now = stamps();
        if (!now.equals(read)) {
            List<Event.Warning> damages = new ArrayList<>();
            for (FileStamp stamp : now) {
                readOn(stamp.file()).ifPresent(damages::add);
            }
            if (!damages.isEmpty() && tails.values().stream().allMatch(tail -> tail.records.offset() == 0)) {
                throw new UserError(
                        damages.getFirst().message() + " Is it a TensorBoard event file, and was it copied whole?");
            }
            read = now;
            last = curves.snapshot(RunState.QUEUED, 0, damages);
        }
        return last;
    }

    /// @return what keeps the file from being read to its end
    private Optional<Event.Warning> readOn(Path file) {
        Tail tail = tails.computeIfAbsent(file, Tail::new);
        try {
            tail.records.read(tail);
            return Optional.empty();
        } catch (TfRecords.Damaged e) {
            return Optional.of(new Event.Warning(
                    tail.lastStep,
                    DAMAGED,
                    "%s cannot be read to its end: %s. What stands before is shown.".formatted(file, e.getMessage())));
        } catch (IOException e) {
            throw GuestFiles.unreadable(path, e);
        }
    }

    private List<FileStamp> stamps() {
        try {
            List<Path> files = Files.isDirectory(place) ? in(place) : List.of(place);
            List<FileStamp> stamps = new ArrayList<>();
            for (Path file : files) {
                stamps.add(FileStamp.of(file));
            }
            if (stamps.isEmpty()) {
                throw new NoSuchFileException(place.resolve("*" + MARK + "*").toString());
            }
            return stamps;
        } catch (IOException e) {
            throw GuestFiles.unreadable(path, e);
        }
    }

    /// How far one file has been read.
    private final class Tail implements TfRecords.Sink {
        private final TfRecords records;
        private int lastStep;

        Tail(Path file) {
            records = new TfRecords(file);
        }

        @Override
        public void take(byte[] record) throws TfRecords.Damaged {
            EventRecord event;
            try {
                event = EventRecord.parse(record);
            } catch (InvalidProtocolBufferException e) {
                throw new TfRecords.Damaged(
                        "the record at byte %d is no event (%s)".formatted(records.offset(), e.getMessage()));
            }
            if (records.offset() == 0 && !event.version().startsWith(VERSION)) {
                throw new TfRecords.Damaged("its records are not TensorBoard's events");
            }
            if (event.step() < 0 || event.step() > Integer.MAX_VALUE) {
                return; // no step of an optimiser
            }
            fold(event, (int) event.step());
        }

        private void fold(EventRecord event, int step) {
            if (event.restarts() && step > 0) {
                curves.truncateAfter(step - 1);
            }
            boolean training = false;
            for (EventRecord.Scalar scalar : event.scalars()) {
                String metric = MetricNames.ofPath(scalar.tag());
                curves.add(metric, step, scalar.value());
                training |= !MetricNames.isEvaluation(metric);
            }
            if (training) {
                curves.at(step, Instant.ofEpochMilli(Math.round(event.wallTime() * 1000)));
            }
            lastStep = event.scalars().isEmpty() ? lastStep : step;
        }
    }
}
