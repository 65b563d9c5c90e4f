// Rows by number, and sums of columns.

#include "common.cuh"

template <class T>
__device__ __forceinline__ void gather(u64 size, int columns, const int* index, const T* table, float* out, int add) {
    for (u64 i = self(); i < size; i += threads()) {
        float value = widen(table[(u64)index[i / columns] * columns + i % columns]);
        out[i] = add ? out[i] + value : value;
    }
}

KERNEL gatherFloat(u64 size, int columns, const int* index, const float* table, float* out, int add) {
    gather(size, columns, index, table, out, add);
}

KERNEL gatherBf16(u64 size, int columns, const int* index, const bf16* table, float* out, int add) {
    gather(size, columns, index, table, out, add);
}

// A block a row: the first row of each number adds all rows of that number, in their order.
KERNEL scatterAdd(int rows, int columns, const int* index, const float* x, float* table) {
    int row = blockIdx.x;
    int number = index[row];
    for (int from = 0; from < row; from += blockDim.x) {
        int r = from + threadIdx.x;
        if (__syncthreads_or(r < row && index[r] == number)) {
            return;
        }
    }
    for (int c = threadIdx.x; c < columns; c += blockDim.x) {
        float* at = table + (u64)number * columns + c;
        float sum = *at;
        for (int r = row; r < rows; r++) {
            if (index[r] == number) {
                sum += x[(u64)r * columns + c];
            }
        }
        *at = sum;
    }
}

// Sums of columns in two rounds, so that they do not depend on which block is done first: each block sums
// COLUMN_ROWS rows of WARP columns, and the second kernel adds the blocks' sums to the target.

#define COLUMN_ROWS 128
#define COLUMN_LANES 8

template <class F>
__device__ __forceinline__ void partialColumnSums(int rows, int columns, float* partial, F term) {
    __shared__ float sums[COLUMN_LANES][WARP];
    int c = blockIdx.x * WARP + lane();
    int first = blockIdx.y * COLUMN_ROWS;
    int end = min(rows, first + COLUMN_ROWS);
    float sum = 0;
    if (c < columns) {
        for (int r = first + threadIdx.x / WARP; r < end; r += COLUMN_LANES) {
            sum += term(r, c);
        }
    }
    sums[threadIdx.x / WARP][lane()] = sum;
    __syncthreads();
    if (threadIdx.x < WARP && c < columns) {
        float total = 0;
        for (int i = 0; i < COLUMN_LANES; i++) {
            total += sums[i][threadIdx.x];
        }
        partial[(u64)blockIdx.y * columns + c] = total;
    }
}

KERNEL columnSums(int rows, int columns, const float* x, float* partial) {
    partialColumnSums(rows, columns, partial, [=](int r, int c) { return x[(u64)r * columns + c]; });
}

// Of dOut times the normalised x: a norm's gain's gradient.
KERNEL gainSums(int rows, int columns, const float* x, const float* statistics, const float* dOut, float* partial) {
    partialColumnSums(rows, columns, partial, [=](int r, int c) {
        u64 at = (u64)r * columns + c;
        return dOut[at] * ((x[at] - statistics[2 * r]) * statistics[2 * r + 1]);
    });
}

// The same of heads: row r of `rows` = row r / heads, head first + r % heads.
KERNEL headGainSums(
        int rows, int heads, int first, int headSize, int rowWidth, int headStatistics, const float* raw,
        const float* statistics, const float* dqkv, float* partial) {
    partialColumnSums(rows, headSize, partial, [=](int r, int c) {
        u64 row = r / heads;
        int head = first + r % heads;
        u64 at = row * rowWidth + head * headSize + c;
        return dqkv[at] * (raw[at] * statistics[row * headStatistics + head]);
    });
}

KERNEL addColumnSums(int parts, int columns, const float* partial, float* target) {
    int c = blockIdx.x * blockDim.x + threadIdx.x;
    if (c < columns) {
        float sum = 0;
        for (int p = 0; p < parts; p++) {
            sum += partial[(u64)p * columns + c];
        }
        target[c] += sum;
    }
}

// means (heads, rows): dOut * out of each row and head, which attention's gradients are centred by; not of rows that
// belong to no segment. A warp each.
KERNEL attentionMeans(
        int rows, int heads, int headSize, const int* segment, const float* out, const float* dOut, float* means) {
    u64 number = self() / WARP;
    if (number >= (u64)rows * heads || segment[number / heads] < 0) {
        return;
    }
    float sum = 0;
    for (int c = lane(); c < headSize; c += WARP) {
        sum += out[number * headSize + c] * dOut[number * headSize + c];
    }
    sum = warpSum(sum);
    if (lane() == 0) {
        means[number % heads * rows + number / heads] = sum;
    }
}
