// Softmax attention within groups of segments, in float32 arithmetic. The scores are never written: tiles of them are made
// again from queries and keys, forward with a running maximum and sum (Dao et al. 2022), back from the kept log-sum-exp.
//
// A warp has ROWS rows of its own, queries forward and keys for their gradients, and the 32 rows of the other kind in
// shared memory, one a lane. Nothing is added up across blocks, so the order of addition never changes.

#include "attention.cuh"

#define NO_SEGMENT (-1)
#define TILE 32
#define WARPS 4

// Who attends to whom, by row: first row of its segment (or NO_SEGMENT), first and number of its context's rows, and the
// end of its group.
struct Layout {
    const int* segment;
    const int* context;
    const int* shared;
    const int* groupEnd;
    int window;

    __device__ __forceinline__ bool sees(int query, int key) const {
        int own = segment[query];
        if (own == NO_SEGMENT || key > query) {
            return false;
        }
        int position = shared[query] + query - own;
        if (key >= own) {
            return query - key < window;
        }
        int place = key - context[query];
        return place >= 0 && place < shared[query] && position - place < window;
    }
};

// Rows of `width` floats in shared memory, one a lane. Columns are permuted by the row, so that neither a column nor a
// row is read with conflicts.
template <int SIZE>
struct Rows {
    float at[TILE * SIZE];

    __device__ __forceinline__ float get(int row, int column) const { return at[row * SIZE + (column ^ row)]; }

    // Rows that are not there, and columns beyond the width, are 0.
    __device__ __forceinline__ void bring(const float* from, int ld, int first, int end, int width) {
        for (int i = threadIdx.x; i < TILE * SIZE; i += WARPS * WARP) {
            int row = i / SIZE;
            int column = i % SIZE;
            bool there = first + row < end && column < width;
            at[row * SIZE + (column ^ row)] = there ? from[(u64)(first + row) * ld + column] : 0.0f;
        }
    }
};

// A warp's own rows, of which every lane reads the same number at a time.
template <int ROWS, int SIZE>
struct OwnRows {
    float at[WARPS * ROWS][SIZE];

    __device__ __forceinline__ void bring(const float* from, int ld, int first, int end, int width) {
        for (int i = threadIdx.x; i < WARPS * ROWS * SIZE; i += WARPS * WARP) {
            int row = i / SIZE;
            int column = i % SIZE;
            bool there = first + row < end && column < width;
            at[row][column] = there ? from[(u64)(first + row) * ld + column] : 0.0f;
        }
    }
};

// products[i] = own row i * the lane's row
template <int ROWS, int SIZE>
__device__ __forceinline__ void multiply(
        const OwnRows<ROWS, SIZE>& own, const Rows<SIZE>& others, int width, float (&products)[ROWS]) {
    const float(*mine)[SIZE] = own.at + threadIdx.x / WARP * ROWS;
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        products[i] = 0;
    }
    for (int d = 0; d < width; d++) {
        float other = others.get(lane(), d);
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
            products[i] += mine[i][d] * other;
        }
    }
}

// sums[i][.] += sum over lanes j of `seen[i]` of weights[i] of lane j * others' row j; a lane has the columns lane() + 32 x.
// Rows that are not seen are not touched: they may hold anything.
template <int ROWS, int SIZE>
__device__ __forceinline__ void accumulate(
        const float (&weights)[ROWS], const u32 (&seen)[ROWS], const Rows<SIZE>& others,
        float (&sums)[ROWS][SIZE / WARP]) {
    u32 any = 0;
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        any |= seen[i];
    }
    for (int j = 0; j < TILE; j++) {
        if ((any >> j & 1) == 0) {
            continue;
        }
        float row[SIZE / WARP];
#pragma unroll
        for (int x = 0; x < SIZE / WARP; x++) {
            row[x] = others.get(j, lane() + WARP * x);
        }
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
            float weight = __shfl_sync(ALL, weights[i], j);
            if (seen[i] >> j & 1) {
#pragma unroll
                for (int x = 0; x < SIZE / WARP; x++) {
                    sums[i][x] += weight * row[x];
                }
            }
        }
    }
}

// The rows that a block's queries see lie within these two spans of keys.
struct Spans {
    int context;
    int contextEnd;
    int own;
    int ownEnd;

    __device__ __forceinline__ void of(const Layout& layout, int first, int end) {
        context = 0x7fffffff;
        contextEnd = 0;
        own = 0x7fffffff;
        ownEnd = 0;
        for (int r = first; r < end; r++) {
            int segment = layout.segment[r];
            if (segment != NO_SEGMENT) {
                own = min(own, segment);
                ownEnd = r + 1;
                if (layout.shared[r] > 0) {
                    context = min(context, layout.context[r]);
                    contextEnd = max(contextEnd, layout.context[r] + layout.shared[r]);
                }
            }
        }
    }
    __device__ __forceinline__ int first() const { return min(context, own); }
    __device__ __forceinline__ bool reach(int from) const {
        return (from < contextEnd && from + TILE > context) || (from < ownEnd && from + TILE > own);
    }
};

#define LAYOUT const int *segment, const int *context, const int *shared, const int *groupEnd, int window
#define LAYOUT_AND_SHAPE                                                                                            \
    const Layout layout = {segment, context, shared, groupEnd, window};                                             \
    const Shape shape = {heads, keyHeads, headSize, scale, cap};

// A block has WARPS * ROWS queries of one head.
template <int ROWS, int SIZE>
__device__ __forceinline__ void attend(
        const Layout& layout, const Shape& shape, int rows, const float* qkv, float* out, float* logSumExp, int capacity) {
    __shared__ OwnRows<ROWS, SIZE> queries;
    __shared__ Rows<SIZE> others;
    int head = blockIdx.y;
    int keyHead = head / (shape.heads / shape.keyHeads);
    int width = shape.headSize;
    int ld = shape.rowWidth();
    int blockFirst = blockIdx.x * WARPS * ROWS;
    int blockEnd = min(rows, blockFirst + WARPS * ROWS);
    int first = blockFirst + threadIdx.x / WARP * ROWS;
    Spans spans;
    spans.of(layout, blockFirst, blockEnd);
    queries.bring(qkv + head * width, ld, blockFirst, blockEnd, width);
    float largest[ROWS];
    float sum[ROWS];
    float sums[ROWS][SIZE / WARP] = {};
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        largest[i] = -INFINITE;
        sum[i] = 0;
    }
    for (int from = spans.first() / TILE * TILE; from < spans.ownEnd; from += TILE) {
        if (!spans.reach(from)) {
            continue;
        }
        __syncthreads();
        others.bring(qkv + shape.keyOffset(keyHead), ld, from, spans.ownEnd, width);
        __syncthreads();
        float weights[ROWS];
        multiply(queries, others, width, weights);
        u32 seen[ROWS];
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
            bool sees = first + i < blockEnd && from + lane() < spans.ownEnd && layout.sees(first + i, from + lane());
            seen[i] = __ballot_sync(ALL, sees);
            float score = shape.score(weights[i]);
            float tileLargest = warpMax(sees ? score : -INFINITE);
            if (seen[i] == 0) {
                weights[i] = 0;
                continue;
            }
            float now = fmaxf(largest[i], tileLargest);
            float shrink = expf(largest[i] - now);
            weights[i] = sees ? expf(score - now) : 0;
            sum[i] = sum[i] * shrink + warpSum(weights[i]);
            largest[i] = now;
#pragma unroll
            for (int x = 0; x < SIZE / WARP; x++) {
                sums[i][x] *= shrink;
            }
        }
        __syncthreads();
        others.bring(qkv + shape.valueOffset(keyHead), ld, from, spans.ownEnd, width);
        __syncthreads();
        accumulate(weights, seen, others, sums);
    }
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        int row = first + i;
        if (row < blockEnd && layout.segment[row] != NO_SEGMENT) {
#pragma unroll
            for (int x = 0; x < SIZE / WARP; x++) {
                int column = lane() + WARP * x;
                if (column < width) {
                    out[(u64)row * shape.heads * width + head * width + column] = sums[i][x] / sum[i];
                }
            }
            if (lane() == 0) {
                logSumExp[(u64)head * capacity + row] = largest[i] + logf(sum[i]);
            }
        }
    }
}

template <int ROWS, int SIZE>
__device__ __forceinline__ void queryGradients(
        const Layout& layout, const Shape& shape, int rows, const float* qkv, const float* logSumExp, int capacity,
        const float* means, const float* dOut, float* dqkv) {
    __shared__ OwnRows<ROWS, SIZE> queries;
    __shared__ OwnRows<ROWS, SIZE> gradients;
    __shared__ Rows<SIZE> others;
    int head = blockIdx.y;
    int keyHead = head / (shape.heads / shape.keyHeads);
    int width = shape.headSize;
    int ld = shape.rowWidth();
    int blockFirst = blockIdx.x * WARPS * ROWS;
    int blockEnd = min(rows, blockFirst + WARPS * ROWS);
    int first = blockFirst + threadIdx.x / WARP * ROWS;
    Spans spans;
    spans.of(layout, blockFirst, blockEnd);
    queries.bring(qkv + head * width, ld, blockFirst, blockEnd, width);
    gradients.bring(dOut + head * width, shape.heads * width, blockFirst, blockEnd, width);
    float sums[ROWS][SIZE / WARP] = {};
    for (int from = spans.first() / TILE * TILE; from < spans.ownEnd; from += TILE) {
        if (!spans.reach(from)) {
            continue;
        }
        float d[ROWS];
        float products[ROWS];
        u32 seen[ROWS];
        __syncthreads();
        others.bring(qkv + shape.valueOffset(keyHead), ld, from, spans.ownEnd, width);
        __syncthreads();
        multiply(gradients, others, width, d);
        __syncthreads();
        others.bring(qkv + shape.keyOffset(keyHead), ld, from, spans.ownEnd, width);
        __syncthreads();
        multiply(queries, others, width, products);
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
            int row = first + i;
            bool sees = row < blockEnd && from + lane() < spans.ownEnd && layout.sees(row, from + lane());
            seen[i] = __ballot_sync(ALL, sees);
            if (sees) {
                float score = shape.score(products[i]);
                float probability = expf(score - logSumExp[(u64)head * capacity + row]);
                d[i] = probability * (d[i] - means[head * rows + row]) * shape.slope(score) * shape.scale;
            }
        }
        accumulate(d, seen, others, sums);
    }
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        int row = first + i;
        if (row < blockEnd && layout.segment[row] != NO_SEGMENT) {
#pragma unroll
            for (int x = 0; x < SIZE / WARP; x++) {
                int column = lane() + WARP * x;
                if (column < width) {
                    dqkv[(u64)row * ld + head * width + column] = sums[i][x];
                }
            }
        }
    }
}

// A block has WARPS * ROWS keys of one key head, and all the query heads that it serves.
template <int ROWS, int SIZE>
__device__ __forceinline__ void keyGradients(
        const Layout& layout, const Shape& shape, int rows, const float* qkv, const float* logSumExp, int capacity,
        const float* means, const float* dOut, float* dqkv) {
    __shared__ OwnRows<ROWS, SIZE> keys;
    __shared__ OwnRows<ROWS, SIZE> values;
    __shared__ Rows<SIZE> others;
    int keyHead = blockIdx.y;
    int queriesPerKey = shape.heads / shape.keyHeads;
    int width = shape.headSize;
    int ld = shape.rowWidth();
    int blockFirst = blockIdx.x * WARPS * ROWS;
    int blockEnd = min(rows, blockFirst + WARPS * ROWS);
    int first = blockFirst + threadIdx.x / WARP * ROWS;
    int end = 0;
    for (int r = blockFirst; r < blockEnd; r++) {
        end = max(end, layout.segment[r] == NO_SEGMENT ? 0 : layout.groupEnd[r]);
    }
    keys.bring(qkv + shape.keyOffset(keyHead), ld, blockFirst, blockEnd, width);
    values.bring(qkv + shape.valueOffset(keyHead), ld, blockFirst, blockEnd, width);
    float dKeys[ROWS][SIZE / WARP] = {};
    float dValues[ROWS][SIZE / WARP] = {};
    for (int from = blockFirst / TILE * TILE; from < end; from += TILE) {
        int query = from + lane();
        u32 seen[ROWS];
        u32 any = 0;
#pragma unroll
        for (int i = 0; i < ROWS; i++) {
            bool sees = first + i < blockEnd && query < end && layout.sees(query, first + i);
            seen[i] = __ballot_sync(ALL, sees);
            any |= seen[i];
        }
        if (!__syncthreads_or(any != 0)) {
            continue;
        }
        for (int head = keyHead * queriesPerKey; head < (keyHead + 1) * queriesPerKey; head++) {
            float log = query < end ? logSumExp[(u64)head * capacity + query] : 0;
            float mean = 0;
            if (query < end && layout.segment[query] != NO_SEGMENT) {
                mean = means[head * rows + query];
            }
            float scores[ROWS];
            float probabilities[ROWS];
            float d[ROWS];
            __syncthreads();
            others.bring(qkv + head * width, ld, from, end, width);
            __syncthreads();
            multiply(keys, others, width, scores);
            __syncthreads();
            others.bring(dOut + head * width, shape.heads * width, from, end, width);
            __syncthreads();
            multiply(values, others, width, d);
#pragma unroll
            for (int i = 0; i < ROWS; i++) {
                bool sees = seen[i] >> lane() & 1;
                float score = shape.score(scores[i]);
                probabilities[i] = sees ? expf(score - log) : 0;
                d[i] = sees ? probabilities[i] * (d[i] - mean) * shape.slope(score) * shape.scale : 0;
            }
            accumulate(probabilities, seen, others, dValues);
            __syncthreads();
            others.bring(qkv + head * width, ld, from, end, width);
            __syncthreads();
            accumulate(d, seen, others, dKeys);
        }
    }
#pragma unroll
    for (int i = 0; i < ROWS; i++) {
        int row = first + i;
        if (row < blockEnd && layout.segment[row] != NO_SEGMENT) {
#pragma unroll
            for (int x = 0; x < SIZE / WARP; x++) {
                int column = lane() + WARP * x;
                if (column < width) {
                    dqkv[(u64)row * ld + shape.keyOffset(keyHead) + column] = dKeys[i][x];
                    dqkv[(u64)row * ld + shape.valueOffset(keyHead) + column] = dValues[i][x];
                }
            }
        }
    }
}

#define ATTENTION(SIZE, ROWS)                                                                                       \
    KERNEL __launch_bounds__(WARPS* WARP) attention##SIZE(                                                          \
            LAYOUT, SHAPE, int rows, const float* qkv, float* out, float* logSumExp, int capacity) {                \
        LAYOUT_AND_SHAPE                                                                                            \
        attend<ROWS, SIZE>(layout, shape, rows, qkv, out, logSumExp, capacity);                                     \
    }                                                                                                               \
    KERNEL __launch_bounds__(WARPS* WARP) queryGradients##SIZE(                                                     \
            LAYOUT, SHAPE, int rows, const float* qkv, const float* logSumExp, int capacity, const float* means,    \
            const float* dOut, float* dqkv) {                                                                       \
        LAYOUT_AND_SHAPE                                                                                            \
        queryGradients<ROWS, SIZE>(layout, shape, rows, qkv, logSumExp, capacity, means, dOut, dqkv);               \
    }                                                                                                               \
    KERNEL __launch_bounds__(WARPS* WARP) keyGradients##SIZE(                                                       \
            LAYOUT, SHAPE, int rows, const float* qkv, const float* logSumExp, int capacity, const float* means,    \
            const float* dOut, float* dqkv) {                                                                       \
        LAYOUT_AND_SHAPE                                                                                            \
        keyGradients<ROWS, SIZE>(layout, shape, rows, qkv, logSumExp, capacity, means, dOut, dqkv);                 \
    }

// By the largest head that fits.
ATTENTION(32, 8)
ATTENTION(64, 8)
ATTENTION(128, 4)
ATTENTION(256, 2)
