#pragma once

#include "common.cuh"

#define INFINITE __int_as_float(0x7f800000)

// How a row of queries, keys and values is laid out, and how scores come about.
struct Shape {
    int heads;
    int keyHeads;
    int headSize;
    float scale;
    float cap;

    __device__ __forceinline__ int rowWidth() const { return (heads + 2 * keyHeads) * headSize; }
    __device__ __forceinline__ int keyOffset(int head) const { return (heads + head) * headSize; }
    __device__ __forceinline__ int valueOffset(int head) const { return (heads + keyHeads + head) * headSize; }
    __device__ __forceinline__ float score(float product) const {
        float s = scale * product;
        return cap > 0 ? cap * tanhf(s / cap) : s;
    }
    // d score / d (scaled product), of the capped score
    __device__ __forceinline__ float slope(float score) const {
        float t = cap > 0 ? score / cap : 0;
        return 1 - t * t;
    }
};

#define SHAPE int heads, int keyHeads, int headSize, float scale, float cap
