// c (m, n) = alpha * op(a) (m, k) * op(b) (k, n), or added to c, in float32 arithmetic: 256 threads make a tile of c, each
// T x T numbers of it, from slices of a and b that the block brings to shared memory, the next ones while it computes.
// The sum over k is in its order, whatever the grid, and in parts, so that its rounding does not grow with k.

#include "common.cuh"

#define SLICE 16
#define PART 256
#define PRODUCT_THREADS 256

// Which of a tile's numbers a thread brings, so that neighbours bring what lies side by side: along k where rows are
// k long, along the rows otherwise.
template <int TILE, bool K_INNER>
struct Bringer {
    static constexpr int COUNT = TILE * SLICE / PRODUCT_THREADS;
    static __device__ __forceinline__ int along(int i) {
        int n = threadIdx.x + i * PRODUCT_THREADS;
        return K_INNER ? n / SLICE : n % TILE;
    }
    static __device__ __forceinline__ int k(int i) {
        int n = threadIdx.x + i * PRODUCT_THREADS;
        return K_INNER ? n % SLICE : n / TILE;
    }
    template <class S>
    static __device__ __forceinline__ void bring(
            const S* from, int ld, int firstRow, int rows, int firstK, int depth, float* registers) {
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            int r = firstRow + along(i);
            int kk = firstK + k(i);
            bool there = r < rows && kk < depth;
            u64 at = K_INNER ? (u64)r * ld + kk : (u64)kk * ld + r;
            registers[i] = there ? widen(from[at]) : 0.0f;
        }
    }
    static __device__ __forceinline__ void store(const float* registers, float (*slice)[TILE + 4]) {
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            slice[k(i)][along(i)] = registers[i];
        }
    }
};

template <int T, bool TRANSPOSE_A, bool TRANSPOSE_B, class B>
__device__ __forceinline__ void product(
        int m, int n, int k, float alpha, const float* a, int lda, const B* b, int ldb, int add, float* c, int ldc) {
    constexpr int TILE = 16 * T;
    using BringA = Bringer<TILE, !TRANSPOSE_A>;
    using BringB = Bringer<TILE, TRANSPOSE_B>;
    __shared__ float sliceA[SLICE][TILE + 4];
    __shared__ float sliceB[SLICE][TILE + 4];
    int firstRow = blockIdx.x * TILE;
    int firstColumn = blockIdx.y * TILE;
    // A thread's rows and columns lie 4 by 4, 64 apart: shared memory is then read without conflicts.
    int row = threadIdx.x / 16 * 4;
    int column = threadIdx.x % 16 * 4;
    float total[T][T] = {};
    float sum[T][T] = {};
    float nextA[BringA::COUNT];
    float nextB[BringB::COUNT];
    BringA::bring(a, lda, firstRow, m, 0, k, nextA);
    BringB::bring(b, ldb, firstColumn, n, 0, k, nextB);
    for (int at = 0; at < k; at += SLICE) {
        BringA::store(nextA, sliceA);
        BringB::store(nextB, sliceB);
        __syncthreads();
        if (at + SLICE < k) {
            BringA::bring(a, lda, firstRow, m, at + SLICE, k, nextA);
            BringB::bring(b, ldb, firstColumn, n, at + SLICE, k, nextB);
        }
#pragma unroll 4
        for (int kk = 0; kk < SLICE; kk++) {
            float left[T];
            float right[T];
#pragma unroll
            for (int i = 0; i < T; i++) {
                left[i] = sliceA[kk][row + i % 4 + i / 4 * 64];
                right[i] = sliceB[kk][column + i % 4 + i / 4 * 64];
            }
#pragma unroll
            for (int i = 0; i < T; i++) {
#pragma unroll
                for (int j = 0; j < T; j++) {
                    sum[i][j] += left[i] * right[j];
                }
            }
        }
        __syncthreads();
        if (at % PART == PART - SLICE || at + SLICE >= k) {
#pragma unroll
            for (int i = 0; i < T; i++) {
#pragma unroll
                for (int j = 0; j < T; j++) {
                    total[i][j] += sum[i][j];
                    sum[i][j] = 0;
                }
            }
        }
    }
#pragma unroll
    for (int i = 0; i < T; i++) {
#pragma unroll
        for (int j = 0; j < T; j++) {
            int r = firstRow + row + i % 4 + i / 4 * 64;
            int col = firstColumn + column + j % 4 + j / 4 * 64;
            if (r < m && col < n) {
                float* at = c + (u64)r * ldc + col;
                *at = add ? *at + alpha * total[i][j] : alpha * total[i][j];
            }
        }
    }
}

#define PRODUCT(name, T, TA, TB, B)                                                                                 \
    KERNEL __launch_bounds__(PRODUCT_THREADS) name(                                                                 \
            int m, int n, int k, float alpha, const float* a, int lda, const B* b, int ldb, int add, float* c,      \
            int ldc) {                                                                                              \
        product<T, TA, TB, B>(m, n, k, alpha, a, lda, b, ldb, add, c, ldc);                                         \
    }
#define PRODUCTS(suffix, T)                                                                                         \
    PRODUCT(productNN##suffix, T, false, false, float)                                                              \
    PRODUCT(productNT##suffix, T, false, true, float)                                                               \
    PRODUCT(productTN##suffix, T, true, false, float)                                                               \
    PRODUCT(productNNbf16##suffix, T, false, false, bf16)                                                           \
    PRODUCT(productNTbf16##suffix, T, false, true, bf16)

PRODUCTS(Small, 4)
PRODUCTS(Large, 8)
