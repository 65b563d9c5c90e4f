package org.dpoworkbench.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
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

/// Samples completions of many prompts side by side, each token computed once. A prompt's draws depend on the seed and
/// its number alone, not on which prompts share its batch.
public final class TextSampler {
    private static final int[][] ANY_TOKEN = {{0}};
    private static final boolean[][] WANTED = {{true}};

    private final Backend backend;
    private final Decoder decoder;
    private final PackedBatch batch;
    private final int rowCapacity;
    private final KeyValueCache cache;
    private final int[] places; // (rows)
    private final int[] token; // (sequences)
    private final int[] position; // (sequences)
    private final int[] first; // (sequences)
    private float[] logits = new float[0];

    /// @param rowCapacity the decoder's; tokens of all sequences that are continued at a time, too
    public TextSampler(Backend backend, Decoder decoder, int rowCapacity) {
        this.backend = backend;
        this.decoder = decoder;
        this.rowCapacity = rowCapacity;
        batch = new PackedBatch(rowCapacity, rowCapacity);
        cache = decoder.cache(rowCapacity);
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
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            streams.add(new Stream(prompts.get(i), settings, i));
        }
        long total = (long) streams.size() * settings.maxNewTokens();
        long done = 0;
        int next = 0;
        while (next < streams.size()) {
            int end = fitting(streams, next);
            List<Stream> together = streams.subList(next, end);
            begin(together, settings);
            for (int t = 1; t < settings.maxNewTokens(); t++) {
                progress.at("samples", done + (long) t * together.size(), total);
                List<Stream> open = together.stream().filter(s -> !s.ended).toList();
                if (open.isEmpty()) {
                    break;
                }
                extend(open, settings);
            }
            done += (long) together.size() * settings.maxNewTokens();
            next = end;
        }
        progress.at("samples", total, total);
        return streams.stream().map(Stream::completion).toList();
    }

    /// Says where the streams end that fit the cache, one micro-batch and one chunk of logits together.
    private int fitting(List<Stream> streams, int from) {
        int end = from;
        int rows = 0;
        while (end < streams.size()
                && end - from < decoder.logitRowsAtOnce()
                && rows + streams.get(end).tokens.length <= rowCapacity) {
            streams.get(end).first = rows;
            rows += streams.get(end).tokens.length;
            end++;
        }
        return end;
    }

    /// Computes the prompts and draws the first token of each.
    private void begin(List<Stream> streams, SamplingSettings settings) {
        batch.clear();
        for (Stream stream : streams) {
            for (int i = 0; i < stream.length; i++) {
                places[batch.rows + i] = stream.first + i;
            }
            Packer.add(batch, stream.sofar(), ANY_TOKEN, WANTED);
        }
        draw(streams, decoder.logits(batch, cache, places), settings);
    }

    /// Computes each stream's newest token and draws the one after it.
    private void extend(List<Stream> streams, SamplingSettings settings) {
        for (int s = 0; s < streams.size(); s++) {
            Stream stream = streams.get(s);
            token[s] = stream.tokens[stream.length - 1];
            position[s] = stream.length - 1;
            first[s] = stream.first;
        }
        draw(streams, decoder.next(cache, streams.size(), token, position, first), settings);
    }

    private void draw(List<Stream> streams, FloatTensor rows, SamplingSettings settings) {
        int vocabulary = rows.columns();
        int count = streams.size() * vocabulary;
        if (logits.length < count) {
            logits = new float[count];
        }
        backend.download(rows, logits, count);
        for (int s = 0; s < streams.size(); s++) {
            streams.get(s).extend(logits, s * vocabulary, vocabulary, settings);
        }
    }

    private final class Stream {
        private final int promptLength;
        private final TokenChoice choice;
        private final int[] tokens;
        private int first;
        private int length;
        private boolean ended;

        Stream(int[] prompt, SamplingSettings settings, int number) {
            if (prompt.length == 0 || prompt.length + settings.maxNewTokens() > rowCapacity) {
                throw new UserError("A prompt of " + prompt.length + " tokens and " + settings.maxNewTokens()
                        + " new ones cannot be sampled: together they must be between 2 and " + rowCapacity + ".");
            }
            promptLength = prompt.length;
            tokens = Arrays.copyOf(prompt, prompt.length + settings.maxNewTokens());
            length = prompt.length;
            choice = new TokenChoice(
                    settings.config().temperature(), new SplittableRandom(settings.seed() * 1_000_003L + number));
        }

        int[] sofar() {
            return Arrays.copyOf(tokens, length);
        }

        void extend(float[] rows, int offset, int vocabulary, SamplingSettings settings) {
            int drawn = choice.next(rows, offset, vocabulary);
            tokens[length++] = drawn;
            ended = settings.endTokens().contains(drawn);
        }

        Completion completion() {
            return new Completion(Arrays.copyOfRange(tokens, promptLength, length), ended);
        }
    }
}
