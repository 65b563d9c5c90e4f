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
