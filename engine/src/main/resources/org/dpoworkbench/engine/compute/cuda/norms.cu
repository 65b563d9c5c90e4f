// Layer and root-mean-square normalisation, of rows and of single heads; a warp a row or head.

#include "common.cuh"

// The sum of n terms, in every lane.
template <class F>
__device__ __forceinline__ float sumOf(int n, F term) {
    float sum = 0;
    for (int c = lane(); c < n; c += WARP) {
        sum += term(c);
    }
    return warpSum(sum);
}

template <bool CENTRED>
__device__ __forceinline__ void norm(
        int rows, int columns, const float* x, const float* gain, float offset, const float* bias, float epsilon,
        float* out, float* statistics) {
    u64 row = self() / WARP;
    if (row >= rows) {
        return;
    }
    x += row * columns;
    out += row * columns;
    float mean = CENTRED ? sumOf(columns, [=](int c) { return x[c]; }) / columns : 0;
    float variance = sumOf(columns, [=](int c) { return (x[c] - mean) * (x[c] - mean); }) / columns;
    float inverse = 1 / sqrtf(variance + epsilon);
    for (int c = lane(); c < columns; c += WARP) {
        float y = (x[c] - mean) * inverse * (offset + gain[c]);
        out[c] = CENTRED ? y + bias[c] : y;
    }
    if (lane() == 0) {
        statistics[2 * row] = mean;
        statistics[2 * row + 1] = inverse;
    }
}

KERNEL layerNorm(
        int rows, int columns, const float* x, const float* gain, float offset, const float* bias, float epsilon,
        float* out, float* statistics) {
    norm<true>(rows, columns, x, gain, offset, bias, epsilon, out, statistics);
}

KERNEL rmsNorm(
        int rows, int columns, const float* x, const float* gain, float offset, const float* bias, float epsilon,
        float* out, float* statistics) {
    norm<false>(rows, columns, x, gain, offset, bias, epsilon, out, statistics);
}

// With n the normalised row and d = dOut * gain: dx += inverse * (d - mean(d) - n * mean(d * n)); and the output anew.
template <bool CENTRED>
__device__ __forceinline__ void normBackward(
        int rows, int columns, const float* x, const float* statistics, const float* gain, float offset,
        const float* bias, const float* dOut, float* dx, float* out) {
    u64 row = self() / WARP;
    if (row >= rows) {
        return;
    }
    x += row * columns;
    dOut += row * columns;
    dx += row * columns;
    out += row * columns;
    float mean = statistics[2 * row];
    float inverse = statistics[2 * row + 1];
    float meanOfD = CENTRED ? sumOf(columns, [=](int c) { return dOut[c] * (offset + gain[c]); }) / columns : 0;
    float meanOfProduct = sumOf(columns, [=](int c) {
        return dOut[c] * (offset + gain[c]) * ((x[c] - mean) * inverse);
    }) / columns;
    for (int c = lane(); c < columns; c += WARP) {
        float factor = offset + gain[c];
        float n = (x[c] - mean) * inverse;
        dx[c] += inverse * (dOut[c] * factor - meanOfD - n * meanOfProduct);
        out[c] = CENTRED ? n * factor + bias[c] : n * factor;
    }
}

KERNEL layerNormBackward(
        int rows, int columns, const float* x, const float* statistics, const float* gain, float offset,
        const float* bias, const float* dOut, float* dx, float* out) {
    normBackward<true>(rows, columns, x, statistics, gain, offset, bias, dOut, dx, out);
}

KERNEL rmsNormBackward(
        int rows, int columns, const float* x, const float* statistics, const float* gain, float offset,
        const float* bias, const float* dOut, float* dx, float* out) {
    normBackward<false>(rows, columns, x, statistics, gain, offset, bias, dOut, dx, out);
}

// Heads are numbered through each row: queries', keys', values'. Values are copied.
KERNEL normHeads(
        int rows, int heads, int keyHeads, int headSize, const float* raw, const float* queryGain,
        const float* keyGain, float offset, float epsilon, float* qkv, float* statistics) {
    int all = heads + 2 * keyHeads;
    u64 number = self() / WARP;
    if (number >= (u64)rows * all) {
        return;
    }
    int head = number % all;
    const float* x = raw + number * headSize;
    float* out = qkv + number * headSize;
    if (head >= heads + keyHeads) {
        for (int c = lane(); c < headSize; c += WARP) {
            out[c] = x[c];
        }
        return;
    }
    const float* gain = head < heads ? queryGain : keyGain;
    float inverse = 1 / sqrtf(sumOf(headSize, [=](int c) { return x[c] * x[c]; }) / headSize + epsilon);
    for (int c = lane(); c < headSize; c += WARP) {
        out[c] = x[c] * inverse * (offset + gain[c]);
    }
    if (lane() == 0) {
        statistics[number / all * (heads + keyHeads) + head] = inverse;
    }
}

KERNEL normHeadsBackward(
        int rows, int heads, int keyHeads, int headSize, const float* raw, const float* statistics,
        const float* queryGain, const float* keyGain, float offset, float* dqkv) {
    int normed = heads + keyHeads;
    u64 number = self() / WARP;
    if (number >= (u64)rows * normed) {
        return;
    }
    u64 row = number / normed;
    int head = number % normed;
    u64 begin = (row * (normed + keyHeads) + head) * headSize;
    const float* x = raw + begin;
    float* d = dqkv + begin;
    const float* gain = head < heads ? queryGain : keyGain;
    float inverse = statistics[number];
    float mean = sumOf(headSize, [=](int c) { return d[c] * (offset + gain[c]) * (x[c] * inverse); }) / headSize;
    for (int c = lane(); c < headSize; c += WARP) {
        d[c] = inverse * (d[c] * (offset + gain[c]) - x[c] * inverse * mean);
    }
}
