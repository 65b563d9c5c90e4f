// Softmax attention within groups of segments on tensor cores: queries, keys, values and probabilities are rounded to
// bfloat16, scores and sums are float32 (as FlashAttention-2 has it, Dao 2023). The scores are never written.
//
// A block has a tile of 64 rows of one segment, 16 a warp. What a segment sees is one sequence, its context and then itself,
// wherever those lie: keys are counted along it. So no score is computed that nobody needs but at a tile's edges, and no
// other segment's numbers are touched.

#include "attention.cuh"
#include "tensor_products.cuh"

#define TILE 64
#define WARPS 4
#define THREADS (WARPS * WARP)

struct Segment {
    int start;
    int length;
    int context;
    int shared;
    int groupEnd; // number of the first segment after the group

    // The position of a row of the segment in what the segment sees, and the row of a position.
    __device__ __forceinline__ int position(int row) const { return shared + row - start; }
    __device__ __forceinline__ int row(int position) const {
        return position < shared ? context + position : start + position - shared;
    }
    __device__ __forceinline__ int end() const { return start + length; }
};

struct Tile {
    int segment;
    int first; // row
};

// Rows of an operand in bfloat16, SIZE a row, zeros where there is no row (rowOf is negative) and beyond the width.
template <int ROWS, int SIZE>
struct Operand {
    static constexpr int LD = SIZE + 8;
    u16 at[ROWS * LD];

    template <class RowOf>
    __device__ __forceinline__ void bring(const float* from, int ld, int width, RowOf rowOf) {
        bool fours = (u64)from % 16 == 0 && ld % 4 == 0 && width % 4 == 0;
#pragma unroll 4
        for (int n = threadIdx.x; n < ROWS * SIZE / 4; n += THREADS) {
            int d = n % (SIZE / 4) * 4;
            int row = rowOf(n / (SIZE / 4));
            float x[4] = {0, 0, 0, 0};
            if (row >= 0 && d < width) {
                const float* source = from + (u64)row * ld + d;
                if (fours) {
                    four(source, x);
                } else {
#pragma unroll
                    for (int i = 0; i < 4; i++) {
                        x[i] = d + i < width ? source[i] : 0.0f;
                    }
                }
            }
            Bf16::store(at + n / (SIZE / 4) * LD + d, x);
        }
    }

    // 16 rows' numbers 16 step to 16 step + 16, as a product's left side
    __device__ __forceinline__ void left(int row, int step, u32 (&a)[4]) const {
        Bf16::left<true>(at, LD, row, 16 * step, a);
    }
    // 16 rows as the columns of a product over a row's numbers
    __device__ __forceinline__ void columns(int row, int step, u32 (&b)[2][2]) const {
        Bf16::right<true>(at, LD, row, 16 * step, b);
    }
    // 16 of each row's numbers as the columns of a product over rows
    __device__ __forceinline__ void rows(int number, int step, u32 (&b)[2][2]) const {
        Bf16::right<false>(at, LD, number, 16 * step, b);
    }
};

// Which row (0 or 8 more) and column of 16 x 8 numbers a lane's number x is.
__device__ __forceinline__ int rowOf(int x) { return lane() / 4 + x / 2 * 8; }
__device__ __forceinline__ int columnOf(int tile, int x) { return 8 * tile + lane() % 4 * 2 + x % 2; }

// Over the four lanes that share a row.
__device__ __forceinline__ float rowMax(float x) {
    x = fmaxf(x, __shfl_xor_sync(ALL, x, 1));
    return fmaxf(x, __shfl_xor_sync(ALL, x, 2));
}
__device__ __forceinline__ float rowSum(float x) {
    x += __shfl_xor_sync(ALL, x, 1);
    return x + __shfl_xor_sync(ALL, x, 2);
}

// Two neighbouring tiles of a product's result as the left side of the next.
__device__ __forceinline__ void asLeft(const float (&low)[4], const float (&high)[4], u32 (&a)[4]) {
    a[0] = Bf16::pair(low[0], low[1]);
    a[1] = Bf16::pair(low[2], low[3]);
    a[2] = Bf16::pair(high[0], high[1]);
    a[3] = Bf16::pair(high[2], high[3]);
}

// products (16, 8 N) = left * columns of `right`, over a row's numbers
template <int N, int ROWS, int SIZE>
__device__ __forceinline__ void multiply(
        const u32 (&left)[SIZE / 16][4], const Operand<ROWS, SIZE>& right, float (&products)[N][4]) {
#pragma unroll
    for (int t = 0; t < N; t++) {
#pragma unroll
        for (int x = 0; x < 4; x++) {
            products[t][x] = 0;
        }
    }
#pragma unroll
    for (int step = 0; step < SIZE / 16; step++) {
#pragma unroll
        for (int t = 0; t < N; t += 2) {
            u32 b[2][2];
            right.columns(8 * t, step, b);
            Bf16::multiply(left[step], b[0], products[t]);
            Bf16::multiply(left[step], b[1], products[t + 1]);
        }
    }
}

// The same, the left side in shared memory.
template <int N, int LEFT_ROWS, int ROWS, int SIZE>
__device__ __forceinline__ void multiply(
        const Operand<LEFT_ROWS, SIZE>& left, int row, const Operand<ROWS, SIZE>& right, float (&products)[N][4]) {
    u32 a[SIZE / 16][4];
#pragma unroll
    for (int step = 0; step < SIZE / 16; step++) {
        left.left(row, step, a[step]);
    }
    multiply(a, right, products);
}

// sums (16, SIZE) += weights (16, 8 N) * rows of `right`
template <int N, int ROWS, int SIZE>
__device__ __forceinline__ void accumulate(
        const float (&weights)[N][4], const Operand<ROWS, SIZE>& right, float (&sums)[SIZE / 8][4]) {
#pragma unroll
    for (int step = 0; step < N / 2; step++) {
        u32 a[4];
        asLeft(weights[2 * step], weights[2 * step + 1], a);
#pragma unroll
        for (int t = 0; t < SIZE / 8; t += 2) {
            u32 b[2][2];
            right.rows(8 * t, step, b);
            Bf16::multiply(a, b[0], sums[t]);
            Bf16::multiply(a, b[1], sums[t + 1]);
        }
    }
}

// As Shape's, with the card's own exponential: next to bfloat16's rounding its error does not show.
__device__ __forceinline__ float scoreOf(const Shape& shape, float product) {
    float s = shape.scale * product;
    return shape.cap > 0 ? shape.cap * (1 - 2 / (1 + __expf(2 * s / shape.cap))) : s;
}

template <int SIZE>
__device__ __forceinline__ void attend(
        const Segment& segment, int first, int window, const Shape& shape, const float* qkv, float* out,
        float* logSumExp, int capacity) {
    constexpr int KEYS = 64;
    __shared__ __align__(16) Operand<KEYS, SIZE> keys;
    __shared__ __align__(16) Operand<KEYS, SIZE> values;
    int head = blockIdx.y;
    int keyHead = head / (shape.heads / shape.keyHeads);
    int width = shape.headSize;
    int ld = shape.rowWidth();
    int end = min(first + TILE, segment.end());
    int warpRow = threadIdx.x / WARP * 16;
    int position = segment.position(first + warpRow);
    int last = segment.position(end - 1);

    keys.bring(qkv + head * width, ld, width, [=](int j) { return first + j < end ? first + j : -1; });
    __syncthreads();
    u32 queries[SIZE / 16][4];
#pragma unroll
    for (int step = 0; step < SIZE / 16; step++) {
        keys.left(warpRow, step, queries[step]);
    }
    float largest[2] = {-INFINITE, -INFINITE};
    float sum[2] = {0, 0};
    float sums[SIZE / 8][4] = {};
    int from = max(0, segment.position(first) - min(window, 0x3fffffff) + 1) / KEYS * KEYS;
    for (; from <= last; from += KEYS) {
        auto key = [=](int j) { return from + j <= last ? segment.row(from + j) : -1; };
        __syncthreads();
        keys.bring(qkv + shape.keyOffset(keyHead), ld, width, key);
        values.bring(qkv + shape.valueOffset(keyHead), ld, width, key);
        __syncthreads();
        float scores[KEYS / 8][4];
        multiply(queries, keys, scores);
        float now[2] = {largest[0], largest[1]};
#pragma unroll
        for (int t = 0; t < KEYS / 8; t++) {
#pragma unroll
            for (int x = 0; x < 4; x++) {
                int behind = position + rowOf(x) - from - columnOf(t, x);
                scores[t][x] = behind >= 0 && behind < window ? scoreOf(shape, scores[t][x]) : -INFINITE;
                now[x / 2] = fmaxf(now[x / 2], scores[t][x]);
            }
        }
        float shrink[2];
#pragma unroll
        for (int i = 0; i < 2; i++) {
            now[i] = rowMax(now[i]);
            // A row that has seen nothing yet: everything is 0 as it was.
            shrink[i] = now[i] == -INFINITE ? 1 : __expf(largest[i] - now[i]);
            largest[i] = now[i];
            sum[i] *= shrink[i];
        }
#pragma unroll
        for (int t = 0; t < KEYS / 8; t++) {
#pragma unroll
            for (int x = 0; x < 4; x++) {
                scores[t][x] = scores[t][x] == -INFINITE ? 0 : __expf(scores[t][x] - largest[x / 2]);
                sum[x / 2] += scores[t][x];
            }
        }
#pragma unroll
        for (int t = 0; t < SIZE / 8; t++) {
#pragma unroll
            for (int x = 0; x < 4; x++) {
                sums[t][x] *= shrink[x / 2];
            }
        }
        accumulate(scores, values, sums);
    }
#pragma unroll
    for (int i = 0; i < 2; i++) {
        sum[i] = rowSum(sum[i]);
        int row = first + warpRow + rowOf(2 * i);
        if (row < end && lane() % 4 == 0) {
            logSumExp[(u64)head * capacity + row] = largest[i] + logf(sum[i]);
        }
    }
#pragma unroll
    for (int t = 0; t < SIZE / 8; t++) {
#pragma unroll
        for (int x = 0; x < 4; x++) {
            int row = first + warpRow + rowOf(x);
            int column = columnOf(t, x);
            if (row < end && column < width) {
                out[(u64)row * shape.heads * width + head * width + column] = sums[t][x] / sum[x / 2];
            }
        }
    }
}

template <int SIZE>
__device__ __forceinline__ void queryGradients(
        const Segment& segment, int first, int window, const Shape& shape, int rows, const float* qkv,
        const float* logSumExp, int capacity, const float* means, const float* dOut, float* dqkv) {
    constexpr int KEYS = 32;
    __shared__ __align__(16) Operand<TILE, SIZE> own;
    Operand<KEYS, SIZE>& keys = *(Operand<KEYS, SIZE>*)own.at;
    Operand<KEYS, SIZE>& values = *(Operand<KEYS, SIZE>*)(own.at + KEYS * (SIZE + 8));
    int head = blockIdx.y;
    int keyHead = head / (shape.heads / shape.keyHeads);
    int width = shape.headSize;
    int ld = shape.rowWidth();
    int end = min(first + TILE, segment.end());
    int warpRow = threadIdx.x / WARP * 16;
    int position = segment.position(first + warpRow);
    int last = segment.position(end - 1);

    auto mine = [=](int j) { return first + j < end ? first + j : -1; };
    u32 queries[SIZE / 16][4];
    u32 gradients[SIZE / 16][4];
    own.bring(qkv + head * width, ld, width, mine);
    __syncthreads();
#pragma unroll
    for (int step = 0; step < SIZE / 16; step++) {
        own.left(warpRow, step, queries[step]);
    }
    __syncthreads();
    own.bring(dOut + head * width, shape.heads * width, width, mine);
    __syncthreads();
#pragma unroll
    for (int step = 0; step < SIZE / 16; step++) {
        own.left(warpRow, step, gradients[step]);
    }
    float log[2];
    float mean[2];
#pragma unroll
    for (int i = 0; i < 2; i++) {
        int row = first + warpRow + rowOf(2 * i);
        log[i] = row < end ? logSumExp[(u64)head * capacity + row] : 0;
        mean[i] = row < end ? means[head * rows + row] : 0;
    }
    float sums[SIZE / 8][4] = {};
    int from = max(0, segment.position(first) - min(window, 0x3fffffff) + 1) / KEYS * KEYS;
    for (; from <= last; from += KEYS) {
        auto key = [=](int j) { return from + j <= last ? segment.row(from + j) : -1; };
        __syncthreads();
        keys.bring(qkv + shape.keyOffset(keyHead), ld, width, key);
        values.bring(qkv + shape.valueOffset(keyHead), ld, width, key);
        __syncthreads();
        float scores[KEYS / 8][4];
        float d[KEYS / 8][4];
        multiply(queries, keys, scores);
        multiply(gradients, values, d);
#pragma unroll
        for (int t = 0; t < KEYS / 8; t++) {
#pragma unroll
            for (int x = 0; x < 4; x++) {
                int behind = position + rowOf(x) - from - columnOf(t, x);
                float score = scoreOf(shape, scores[t][x]);
                float probability = __expf(score - log[x / 2]);
                float gradient = probability * (d[t][x] - mean[x / 2]) * shape.slope(score) * shape.scale;
                d[t][x] = behind >= 0 && behind < window ? gradient : 0;
            }
        }
        accumulate(d, keys, sums);
    }
#pragma unroll
    for (int t = 0; t < SIZE / 8; t++) {
#pragma unroll
        for (int x = 0; x < 4; x++) {
            int row = first + warpRow + rowOf(x);
            int column = columnOf(t, x);
            if (row < end && column < width) {
                dqkv[(u64)row * ld + head * width + column] = sums[t][x];
            }
        }
    }
}

// A block's rows are keys here. They are seen by the rest of their own segment, and by all rows of each segment of the group
// whose context they are part of.
template <int SIZE>
__device__ __forceinline__ void keyGradients(
        const Segment* segments, int number, int first, int window, const Shape& shape, int rows, const float* qkv,
        const float* logSumExp, int capacity, const float* means, const float* dOut, float* dqkv) {
    constexpr int QUERIES = SIZE > 64 ? 16 : 32;
    __shared__ __align__(16) Operand<TILE, SIZE> keys;
    __shared__ __align__(16) Operand<TILE, SIZE> values;
    __shared__ __align__(16) Operand<QUERIES, SIZE> queries;
    __shared__ __align__(16) Operand<QUERIES, SIZE> gradients;
    const Segment segment = segments[number];
    int keyHead = blockIdx.y;
    int queriesPerKey = shape.heads / shape.keyHeads;
    int width = shape.headSize;
    int ld = shape.rowWidth();
    int end = min(first + TILE, segment.end());
    int warpRow = threadIdx.x / WARP * 16;

    auto mine = [=](int j) { return first + j < end ? first + j : -1; };
    keys.bring(qkv + shape.keyOffset(keyHead), ld, width, mine);
    values.bring(qkv + shape.valueOffset(keyHead), ld, width, mine);
    float dKeys[SIZE / 8][4] = {};
    float dValues[SIZE / 8][4] = {};
    for (int u = number; u < segment.groupEnd; u++) {
        const Segment seeing = segments[u];
        // The rows that can be seen, and the position of row 0 if it were one of them.
        int low = u == number ? segment.start : seeing.context;
        int high = u == number ? segment.end() : seeing.context + seeing.shared;
        int base = u == number ? segment.position(0) : -seeing.context;
        if (low >= end || high <= first) {
            continue;
        }
        for (int from = u == number ? first : seeing.start; from < seeing.end(); from += QUERIES) {
            for (int head = keyHead * queriesPerKey; head < (keyHead + 1) * queriesPerKey; head++) {
                auto query = [=](int j) { return from + j < seeing.end() ? from + j : -1; };
                __syncthreads();
                queries.bring(qkv + head * width, ld, width, query);
                gradients.bring(dOut + head * width, shape.heads * width, width, query);
                __syncthreads();
                float scores[QUERIES / 8][4];
                float d[QUERIES / 8][4];
                multiply(keys, warpRow, queries, scores);
                multiply(values, warpRow, gradients, d);
#pragma unroll
                for (int t = 0; t < QUERIES / 8; t++) {
#pragma unroll
                    for (int x = 0; x < 4; x++) {
                        int key = first + warpRow + rowOf(x);
                        int q = from + columnOf(t, x);
                        int behind = seeing.position(q) - (base + key);
                        bool sees = key >= low && key < min(high, end) && q < seeing.end() && behind >= 0
                                && behind < window;
                        float log = sees ? logSumExp[(u64)head * capacity + q] : 0;
                        float mean = sees ? means[head * rows + q] : 0;
                        float score = scoreOf(shape, scores[t][x]);
                        float probability = sees ? __expf(score - log) : 0;
                        scores[t][x] = probability;
                        d[t][x] = sees ? probability * (d[t][x] - mean) * shape.slope(score) * shape.scale : 0;
                    }
                }
                accumulate(scores, gradients, dValues);
                accumulate(d, queries, dKeys);
            }
        }
    }
#pragma unroll
    for (int t = 0; t < SIZE / 8; t++) {
#pragma unroll
        for (int x = 0; x < 4; x++) {
            int row = first + warpRow + rowOf(x);
            int column = columnOf(t, x);
            if (row < end && column < width) {
                dqkv[(u64)row * ld + shape.keyOffset(keyHead) + column] = dKeys[t][x];
                dqkv[(u64)row * ld + shape.valueOffset(keyHead) + column] = dValues[t][x];
            }
        }
    }
}

#define ATTENTION(SIZE)                                                                                             \
    KERNEL __launch_bounds__(THREADS) attention##SIZE(                                                              \
            const Tile* tiles, const Segment* segments, int window, SHAPE, const float* qkv, float* out,            \
            float* logSumExp, int capacity) {                                                                       \
        const Tile tile = tiles[blockIdx.x];                                                                        \
        const Shape shape = {heads, keyHeads, headSize, scale, cap};                                                \
        attend<SIZE>(segments[tile.segment], tile.first, window, shape, qkv, out, logSumExp, capacity);             \
    }                                                                                                               \
    KERNEL __launch_bounds__(THREADS) queryGradients##SIZE(                                                         \
            const Tile* tiles, const Segment* segments, int window, SHAPE, int rows, const float* qkv,              \
            const float* logSumExp, int capacity, const float* means, const float* dOut, float* dqkv) {             \
        const Tile tile = tiles[blockIdx.x];                                                                        \
        const Shape shape = {heads, keyHeads, headSize, scale, cap};                                                \
        queryGradients<SIZE>(                                                                                       \
                segments[tile.segment], tile.first, window, shape, rows, qkv, logSumExp, capacity, means, dOut,     \
                dqkv);                                                                                              \
    }                                                                                                               \
    KERNEL __launch_bounds__(THREADS) keyGradients##SIZE(                                                           \
            const Tile* tiles, const Segment* segments, int window, SHAPE, int rows, const float* qkv,              \
            const float* logSumExp, int capacity, const float* means, const float* dOut, float* dqkv) {             \
        const Tile tile = tiles[blockIdx.x];                                                                        \
        const Shape shape = {heads, keyHeads, headSize, scale, cap};                                                \
        keyGradients<SIZE>(                                                                                         \
                segments, tile.segment, tile.first, window, shape, rows, qkv, logSumExp, capacity, means, dOut,     \
                dqkv);                                                                                              \
    }

// By the largest head that fits.
ATTENTION(32)
ATTENTION(64)
ATTENTION(128)
