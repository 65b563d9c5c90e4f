// Log-probs of the targets of a chunk of logit rows; a block a row.

#include "common.cuh"

__device__ __forceinline__ float largestOf(int columns, const float* row) {
    __shared__ float scratch[WARP];
    float largest = -__int_as_float(0x7f800000);
    for (int c = threadIdx.x; c < columns; c += blockDim.x) {
        largest = fmaxf(largest, row[c]);
    }
    return blockMax(largest, scratch);
}

// Each thread's exponentials are few; they are summed in float64 so that a vocabulary's length does not show.
template <class F>
__device__ __forceinline__ double sumOverRow(int columns, F term) {
    __shared__ double scratch[WARP];
    double sum = 0;
    for (int c = threadIdx.x; c < columns; c += blockDim.x) {
        sum += term(c);
    }
    return blockSum(sum, scratch);
}

// first (rows + 1) and token are the chunk's own: target t is of row r where first[r] <= t < first[r + 1].
KERNEL logProbs(
        int columns, const float* logits, const int* first, const int* token, float* logSumExp, double* logProbs) {
    int r = blockIdx.x;
    const float* row = logits + (u64)r * columns;
    float largest = largestOf(columns, row);
    double sum = sumOverRow(columns, [=](int c) { return expf(row[c] - largest); });
    double log = largest + ::log(sum);
    if (threadIdx.x == 0) {
        logSumExp[r] = (float)log;
    }
    for (int t = first[r] + threadIdx.x; t < first[r + 1]; t += blockDim.x) {
        logProbs[t] = row[token[t]] - log;
    }
}

KERNEL logSumSquares(int columns, const float* logits, const int* first, const float* logSumExp, double* out) {
    int r = blockIdx.x;
    const float* row = logits + (u64)r * columns;
    float log = logSumExp[r];
    double sum = sumOverRow(columns, [=](int c) {
        float p = expf(row[c] - log);
        return p * p;
    });
    for (int t = first[r] + threadIdx.x; t < first[r + 1]; t += blockDim.x) {
        out[t] = ::log(sum);
    }
}

// Logits become their gradient: sum over targets of g_t (one-hot(token_t) - softmax), times the cap's slope.
KERNEL logProbsBackward(
        int columns, float* logits, const int* first, const int* token, float cap, const float* logSumExp,
        const double* gradient) {
    int r = blockIdx.x;
    float* row = logits + (u64)r * columns;
    float log = logSumExp[r];
    int begin = first[r];
    int end = first[r + 1];
    double total = 0;
    for (int t = begin; t < end; t++) {
        total += gradient[t];
    }
    float factor = (float)-total;
    for (int c = threadIdx.x; c < columns; c += blockDim.x) {
        float logit = row[c];
        float d = factor * expf(logit - log);
        for (int t = begin; t < end; t++) {
            if (token[t] == c) {
                d += (float)gradient[t];
            }
        }
        float tanh = cap > 0 ? logit / cap : 0;
        row[c] = d * (1 - tanh * tanh);
    }
}
