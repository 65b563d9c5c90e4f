// Optimiser steps, and the sum of squares that the gradient's norm is made of.

#include "common.cuh"

KERNEL adamW(
        u64 size, float* w, const float* g, float* m, float* v, float beta1, float oneMinusBeta1, float beta2,
        float oneMinusBeta2, float keep, float rate, float rootCorrection, float epsilon, float scale) {
    for (u64 i = self(); i < size; i += threads()) {
        float gradient = g[i] * scale;
        float first = m[i] * beta1 + gradient * oneMinusBeta1;
        float second = v[i] * beta2 + gradient * gradient * oneMinusBeta2;
        m[i] = first;
        v[i] = second;
        w[i] = w[i] * keep - first / (sqrtf(second) * rootCorrection + epsilon) * rate;
    }
}

// Numbers of a block of 8-bit ones, and its bytes: a code each, and their factor, a float32.
#define EIGHT_BIT_BLOCK 256
#define EIGHT_BIT_BYTES 260

// The code of the level nearest to x, which is from -1 to 1; a middle belongs to the smaller one. Levels rise.
__device__ __forceinline__ unsigned char nearest(float x, const float* levels) {
    int low = 0;
    int high = 255;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (levels[middle] <= x) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    if (low == 255) {
        return 255;
    }
    return x > (levels[low] + levels[low + 1]) / 2 ? low + 1 : low;
}

// As adamW, with moments of 8 bits: a block of threads has a block of numbers. `levels` are those of numbers of any sign
// and then those of numbers that are never negative.
KERNEL eightBitAdamW(
        u64 size, float* w, const float* g, unsigned char* m, unsigned char* v, const float* levels, float beta1,
        float oneMinusBeta1, float beta2, float oneMinusBeta2, float keep, float rate, float rootCorrection,
        float epsilon, float scale) {
    __shared__ float table[2 * EIGHT_BIT_BLOCK];
    __shared__ float scratch[WARP];
    int own = threadIdx.x;
    table[own] = levels[own];
    table[EIGHT_BIT_BLOCK + own] = levels[EIGHT_BIT_BLOCK + own];
    __syncthreads();
    u64 i = self();
    bool there = i < size;
    unsigned char* firsts = m + (u64)blockIdx.x * EIGHT_BIT_BYTES;
    unsigned char* seconds = v + (u64)blockIdx.x * EIGHT_BIT_BYTES;
    float* firstFactor = (float*)(firsts + EIGHT_BIT_BLOCK);
    float* secondFactor = (float*)(seconds + EIGHT_BIT_BLOCK);
    float first = 0;
    float second = 0;
    if (there) {
        float gradient = g[i] * scale;
        first = table[firsts[own]] * *firstFactor * beta1 + gradient * oneMinusBeta1;
        second = table[EIGHT_BIT_BLOCK + seconds[own]] * *secondFactor * beta2 + gradient * gradient * oneMinusBeta2;
        w[i] = w[i] * keep - first / (sqrtf(second) * rootCorrection + epsilon) * rate;
    }
    float largestFirst = blockMax(fabsf(first), scratch);
    __syncthreads();
    float largestSecond = blockMax(second, scratch);
    if (there) {
        firsts[own] = nearest(largestFirst > 0 ? first / largestFirst : first, table);
        seconds[own] = nearest(largestSecond > 0 ? second / largestSecond : second, table + EIGHT_BIT_BLOCK);
    }
    if (own == 0) {
        *firstFactor = largestFirst;
        *secondFactor = largestSecond;
    }
}

KERNEL rmsProp(
        u64 size, float* w, const float* g, float* v, float alpha, float oneMinusAlpha, float decay, float rate,
        float epsilon, float scale) {
    for (u64 i = self(); i < size; i += threads()) {
        float gradient = g[i] * scale + w[i] * decay;
        float second = v[i] * alpha + gradient * gradient * oneMinusAlpha;
        v[i] = second;
        w[i] -= gradient / (sqrtf(second) + epsilon) * rate;
    }
}

KERNEL squares(u64 size, const float* x, double* partial) {
    __shared__ double scratch[WARP];
    double sum = 0;
    for (u64 i = self(); i < size; i += threads()) {
        sum += (double)x[i] * x[i];
    }
    sum = blockSum(sum, scratch);
    if (threadIdx.x == 0) {
        partial[blockIdx.x] = sum;
    }
}

// One block.
KERNEL sumOfPartials(int parts, const double* partial, double* total) {
    __shared__ double scratch[WARP];
    double sum = 0;
    for (int i = threadIdx.x; i < parts; i += blockDim.x) {
        sum += partial[i];
    }
    sum = blockSum(sum, scratch);
    if (threadIdx.x == 0) {
        *total = sum;
    }
}
