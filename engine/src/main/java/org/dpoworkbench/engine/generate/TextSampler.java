package org.dpoworkbench.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.PackedBatch;
import org.dpoworkbench.engine.model.Packer;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;

/// Samples completions of many prompts side by side. A prompt's draws depend on the seed and its number alone, not on
/// which
/// prompts share its batch.
public final class TextSampler {
    private static final int[][] ANY_TOKEN = {{0}};
    private static final boolean[][] WANTED = {{true}};

    private final Backend backend;
    private final Decoder decoder;
    private final PackedBatch batch;
    private final int rowCapacity;
    private float[] logits = new float[0];

    /// @param rowCapacity the decoder's
    public TextSampler(Backend backend, Decoder decoder, int rowCapacity) {
        this.backend = backend;
        this.decoder = decoder;
        this.rowCapacity = rowCapacity;
        batch = new PackedBatch(rowCapacity, rowCapacity);
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
        for (int t = 0; t < settings.maxNewTokens(); t++) {
            progress.at("samples", t, settings.maxNewTokens());
            List<Stream> open = streams.stream().filter(s -> !s.ended).toList();
            int next = 0;
            while (next < open.size()) {
                next = extend(open, next, settings);
            }
        }
        progress.at("samples", settings.maxNewTokens(), settings.maxNewTokens());
        return streams.stream().map(Stream::completion).toList();
    }

    /// Adds a token to as many streams as fit a micro-batch; says where the next begins.
    private int extend(List<Stream> open, int first, SamplingSettings settings) {
        batch.clear();
        int next = first;
        int most = Math.min(open.size(), first + decoder.logitRowsAtOnce());
        while (next < most && open.get(next).length <= batch.rowsLeft()) {
            Packer.add(batch, open.get(next).sofar(), ANY_TOKEN, WANTED);
            next++;
        }
        FloatTensor rows = decoder.logits(batch);
        int vocabulary = rows.columns();
        int count = (next - first) * vocabulary;
        if (logits.length < count) {
            logits = new float[count];
        }
        backend.download(rows, logits, count);
        for (int i = first; i < next; i++) {
            open.get(i).extend(logits, (i - first) * vocabulary, vocabulary, settings);
        }
        return next;
    }

    private final class Stream {
        private final int promptLength;
        private final TokenChoice choice;
        private int[] tokens;
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
                    settings.temperature(), new SplittableRandom(settings.seed() * 1_000_003L + number));
        }

        int[] sofar() {
            return Arrays.copyOf(tokens, length);
        }

        void extend(float[] rows, int offset, int vocabulary, SamplingSettings settings) {
            int token = choice.next(rows, offset, vocabulary);
            tokens[length++] = token;
            ended = settings.endTokens().contains(token);
        }

        Completion completion() {
            return new Completion(Arrays.copyOfRange(tokens, promptLength, length), ended);
        }
    }
}
