#pragma once

// What every kernel uses. Matrices are row-major float32 unless a name says bf16; threads of a block lie in one dimension.

typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define KERNEL extern "C" __global__ void
#define WARP 32
#define ALL 0xffffffffu

// The thread's number in the grid, and how many threads that has.
__device__ __forceinline__ u64 self() { return (u64)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ u64 threads() { return (u64)gridDim.x * blockDim.x; }
__device__ __forceinline__ int lane() { return threadIdx.x % WARP; }

// The upper half of a float32.
struct bf16 {
    u16 bits;
};
__device__ __forceinline__ float widen(float x) { return x; }
__device__ __forceinline__ float widen(bf16 x) { return __uint_as_float((u32)x.bits << 16); }

// Sums over a warp's lanes, the same in every lane and in the same order each time.
__device__ __forceinline__ float warpSum(float x) {
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        x += __shfl_xor_sync(ALL, x, distance);
    }
    return x;
}
__device__ __forceinline__ double warpSum(double x) {
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        x += __shfl_xor_sync(ALL, x, distance);
    }
    return x;
}
__device__ __forceinline__ float warpMax(float x) {
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        x = fmaxf(x, __shfl_xor_sync(ALL, x, distance));
    }
    return x;
}

// Sums over a block's threads, for every thread; `scratch` has a place for each warp.
__device__ __forceinline__ double blockSum(double x, double* scratch) {
    x = warpSum(x);
    __syncthreads();
    if (lane() == 0) {
        scratch[threadIdx.x / WARP] = x;
    }
    __syncthreads();
    double sum = 0;
    for (int w = 0; w < blockDim.x / WARP; w++) {
        sum += scratch[w];
    }
    return sum;
}
__device__ __forceinline__ float blockMax(float x, float* scratch) {
    x = warpMax(x);
    __syncthreads();
    if (lane() == 0) {
        scratch[threadIdx.x / WARP] = x;
    }
    __syncthreads();
    float largest = scratch[0];
    for (int w = 1; w < blockDim.x / WARP; w++) {
        largest = fmaxf(largest, scratch[w]);
    }
    return largest;
}
