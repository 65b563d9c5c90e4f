package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunState;

/// The output folder of a TRL or `transformers` trainer. Its history is in the newest checkpoint's
/// `trainer_state.json`, and in the folder's own one once the script has saved it; the one that is further
/// tells.
///
/// Nothing else in the folder is opened: `training_args.bin` is a pickle, and a pickle is a program.
final class TrainerFolder implements GuestReader {
    static final String STATE = "trainer_state.json";

    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{1,9})");

    private final Path folder;
    private List<FileStamp> read = List.of();
    private RunCurves last = RunCurves.EMPTY;

    TrainerFolder(Path folder) {
        this.folder = folder;
    }

    static boolean isIn(Path folder) throws IOException {
        return !states(folder).isEmpty();
    }

    @Override
    public String name() {
        Path parent = folder.getParent();
        boolean checkpoint = CHECKPOINT.matcher(folder.getFileName().toString()).matches();
        return (checkpoint && parent != null && parent.getFileName() != null ? parent : folder)
                .getFileName()
                .toString();
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public GuestKind kind() {
        return GuestKind.TRAINER_STATE;
    }

    @Override
    public boolean changed() {
        return !stamps().equals(read);
    }

    @Override
    public RunCurves curves() {
        List<FileStamp> now = stamps();
        if (!now.equals(read)) {
            newest(now).ifPresent(state -> {
                last = curves(state);
                read = now;
            });
        }
        return last;
    }

    /// The state that is further; none while one is being written, as it is there whole a moment later.
    private Optional<TrainerState> newest(List<FileStamp> files) {
        Optional<TrainerState> newest = Optional.empty();
        for (FileStamp stamp : files) {
            try {
                TrainerState state = TrainerState.read(stamp.file(), Files.readAllBytes(stamp.file()));
                if (newest.isEmpty() || state.globalStep() >= newest.get().globalStep()) {
                    newest = Optional.of(state);
                }
            } catch (TrainerState.CutShort e) {
                if (read.isEmpty()) {
                    throw new UserError(
                            stamp.file() + " ends in the middle. Is it being written just now, or was it copied"
                                    + " whole? It is read again when it changes.",
                            e);
                }
                return Optional.empty();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return newest;
    }

    private static RunCurves curves(TrainerState state) {
        var curves = new GuestCurves();
        for (TrainerState.Row row : state.history()) {
            row.metrics().forEach((name, value) -> curves.add(MetricNames.ofTrainerState(name), row.step(), value));
        }
        boolean finished = state.maxSteps() > 0 && state.globalStep() >= state.maxSteps();
        return curves.snapshot(finished ? RunState.FINISHED : RunState.QUEUED, state.maxSteps(), List.of());
    }

    private List<FileStamp> stamps() {
        try {
            List<FileStamp> stamps = new ArrayList<>();
            for (Path state : states(folder)) {
                stamps.add(FileStamp.of(state));
            }
            if (stamps.isEmpty()) {
                throw new NoSuchFileException(folder.resolve(STATE).toString());
            }
            return stamps;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The states that may be the furthest: the newest checkpoint's, then the folder's own.
    private static List<Path> states(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            Stream<Path> newest = entries
                    .filter(entry -> step(entry) >= 0 && Files.isRegularFile(entry.resolve(STATE)))
                    .max(Comparator.comparingInt(TrainerFolder::step))
                    .map(entry -> entry.resolve(STATE))
                    .stream();
            Stream<Path> own = Stream.of(folder.resolve(STATE)).filter(Files::isRegularFile);
            return Stream.concat(newest, own).toList();
        }
    }

    /// The step of a checkpoint's folder; −1 where it is none.
    private static int step(Path entry) {
        Matcher matcher = CHECKPOINT.matcher(entry.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private UserError unreadable(IOException e) {
        return GuestFiles.unreadable(folder, e);
    }
}
