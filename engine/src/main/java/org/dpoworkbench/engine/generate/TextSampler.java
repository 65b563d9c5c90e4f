package org.dpoworkbench.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.KeyValueCache;
import org.dpoworkbench.engine.model.PackedBatch;
import org.dpoworkbench.engine.model.Packer;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;

/// Samples completions of many prompts side by side, each token computed once. Where one ends, the next prompt
/// takes its place. A prompt's draws depend on the seed and its number alone, not on which prompts share its
/// batch.
public final class TextSampler {
    private static final int[][] ANY_TOKEN = {{0}};
    private static final boolean[][] WANTED = {{true}};

    private final Backend backend;
    private final Decoder decoder;
    private final PackedBatch batch;
    private final int rowCapacity;
    private final int cacheRows;
    private final KeyValueCache cache;
    private final int[] places; // (rows)
    private final int[] token; // (sequences)
    private final int[] position; // (sequences)
    private final int[] first; // (sequences)
    private float[] logits = new float[0];
    private SamplingSpeed speed = SamplingSpeed.NONE;

    /// @param rowCapacity the decoder's; tokens of all sequences that are continued at a time, too
    public TextSampler(Backend backend, Decoder decoder, int rowCapacity) {
        this(backend, decoder, rowCapacity, rowCapacity);
    }

    /// @param rowCapacity the decoder's: tokens of prompts that are begun at a time
    /// @param cacheRows   tokens of all sequences that are continued at a time
    public TextSampler(Backend backend, Decoder decoder, int rowCapacity, int cacheRows) {
        this.backend = backend;
        this.decoder = decoder;
        this.rowCapacity = rowCapacity;
        this.cacheRows = cacheRows;
        batch = new PackedBatch(rowCapacity, rowCapacity);
        cache = decoder.cache(cacheRows);
        places = new int[rowCapacity];
        token = new int[rowCapacity];
        position = new int[rowCapacity];
        first = new int[rowCapacity];
    }

    /// A completion of each prompt, in their order.
    ///
    /// @param prompts token ids, at least one each
    /// @throws UserError where a prompt and its completion cannot be held
    public List<Completion> sample(List<int[]> prompts, SamplingSettings settings, Progress progress) {
        return sample(prompts, settings, progress, SampleListener.NONE);
    }

    /// The same, telling of every token.
    public List<Completion> sample(
            List<int[]> prompts, SamplingSettings settings, Progress progress, SampleListener listener) {
        TokenChoice choice = new TokenChoice(settings.config());
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            streams.add(new Stream(prompts.get(i), settings, i));
        }
        CacheRoom room = new CacheRoom(cacheRows);
        List<Stream> open = new ArrayList<>();
        List<Stream> entering = new ArrayList<>();
        int next = 0;
        while (next < streams.size() || !open.isEmpty()) {
            next = enter(streams, next, open.size(), room, entering);
            long began = System.nanoTime();
            if (!entering.isEmpty()) {
                begin(entering, settings, choice, listener);
                speed = speed.plus(new SamplingSpeed(batch.rows, since(began), 0, 0));
                open.addAll(entering);
                entering.clear();
            } else {
                extend(open, settings, choice, listener);
                speed = speed.plus(new SamplingSpeed(0, 0, open.size(), since(began)));
            }
            leave(open, room);
            progress.at("samples", next - (long) open.size(), streams.size());
        }
        return streams.stream().map(Stream::completion).toList();
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /// Of all that this sampler has sampled.
    public SamplingSpeed speed() {
        return speed;
    }

    /// Gives rows of the cache to as many of the waiting prompts as fit.
    ///
    /// @return the first prompt that still waits
    private int enter(List<Stream> streams, int waiting, int open, CacheRoom room, List<Stream> entering) {
        int next = waiting;
        int rows = 0;
        while (next < streams.size() && open + entering.size() < decoder.logitRowsAtOnce()) {
            rows += streams.get(next).promptLength;
            if (rows > rowCapacity) {
                break;
            }
            int place = room.take(streams.get(next).tokens.length);
            if (place < 0) {
                break;
            }
            streams.get(next).first = place;
            entering.add(streams.get(next));
            next++;
        }
        return next;
    }

    private static void leave(List<Stream> open, CacheRoom room) {
        for (int s = open.size() - 1; s >= 0; s--) {
            Stream stream = open.get(s);
            if (stream.done) {
                room.giveBack(stream.first, stream.tokens.length);
                open.remove(s);
            }
        }
    }

    /// Computes the prompts and draws the first token of each.
    private void begin(List<Stream> streams, SamplingSettings settings, TokenChoice choice, SampleListener listener) {
        batch.clear();
        for (Stream stream : streams) {
            for (int i = 0; i < stream.length; i++) {
                places[batch.rows + i] = stream.first + i;
            }
            Packer.add(batch, stream.sofar(), ANY_TOKEN, WANTED);
        }
        draw(streams, decoder.logits(batch, cache, places), settings, choice, listener);
    }

    /// Computes each stream's newest token and draws the one after it.
    private void extend(List<Stream> streams, SamplingSettings settings, TokenChoice choice, SampleListener listener) {
        for (int s = 0; s < streams.size(); s++) {
            Stream stream = streams.get(s);
            token[s] = stream.tokens[stream.length - 1];
            position[s] = stream.length - 1;
            first[s] = stream.first;
        }
        draw(streams, decoder.next(cache, streams.size(), token, position, first), settings, choice, listener);
    }

    private void draw(
            List<Stream> streams,
            FloatTensor rows,
            SamplingSettings settings,
            TokenChoice choice,
            SampleListener listener) {
        int vocabulary = rows.columns();
        int count = streams.size() * vocabulary;
        if (logits.length < count) {
            logits = new float[count];
        }
        backend.download(rows, logits, count);
        for (int s = 0; s < streams.size(); s++) {
            streams.get(s).extend(logits, s * vocabulary, vocabulary, settings, choice, listener);
        }
    }

    private final class Stream {
        private final int number;
        private final int promptLength;
        private final SplittableRandom random;
        private final BitSet seen = new BitSet();
        private final int[] tokens;
        private int first;
        private int length;
        private CompletionEnd end = CompletionEnd.LENGTH;
        private boolean done;

        Stream(int[] prompt, SamplingSettings settings, int number) {
            if (prompt.length == 0 || prompt.length + settings.maxNewTokens() > cacheRows) {
                throw new UserError("A prompt of " + prompt.length + " tokens and " + settings.maxNewTokens()
                        + " new ones cannot be sampled: together they must be between 2 and " + cacheRows + ".");
            }
            if (prompt.length > rowCapacity) {
                throw new UserError(
                        "A prompt of " + prompt.length + " tokens cannot be sampled: it may have " + rowCapacity + ".");
            }
            this.number = number;
            promptLength = prompt.length;
            tokens = Arrays.copyOf(prompt, prompt.length + settings.maxNewTokens());
            length = prompt.length;
            random = new SplittableRandom(settings.seed() * 1_000_003L + number);
            for (int seenToken : prompt) {
                seen.set(seenToken);
            }
        }

        int[] sofar() {
            return Arrays.copyOf(tokens, length);
        }

        void extend(
                float[] rows,
                int offset,
                int vocabulary,
                SamplingSettings settings,
                TokenChoice choice,
                SampleListener listener) {
            int drawn = choice.next(rows, offset, vocabulary, seen, random);
            seen.set(drawn);
            tokens[length++] = drawn;
            listener.drawn(number, drawn);
            if (settings.endTokens().contains(drawn)) {
                end = CompletionEnd.END_TOKEN;
                done = true;
            } else if (settings.stop().isMet(tokens, length)) {
                end = CompletionEnd.STOP_TEXT;
                done = true;
            } else {
                done = length == tokens.length;
            }
        }

        Completion completion() {
            return new Completion(Arrays.copyOfRange(tokens, promptLength, length), end);
        }
    }
}
