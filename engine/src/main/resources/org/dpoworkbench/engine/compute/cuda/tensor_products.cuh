#pragma once

#include "common.cuh"

// c (m, n) = alpha * op(a) (m, k) * op(b) (k, n), or added to c, on tensor cores: factors are rounded to bfloat16 or TF32 on
// their way to shared memory, products are added up in float32. A block makes a tile of c; its warps share that out.
// While one slice of k is multiplied, the next is on its way.

// Factors in bfloat16, 16 along k at a time.
struct Bf16 {
    typedef u16 Number;
    static constexpr int SLICE_K = 32;
    static constexpr int STEP = 16;
    static constexpr int PAD = 8;

    static __device__ __forceinline__ u32 pair(float low, float high) {
        u32 both;
        asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(high), "f"(low));
        return both;
    }
    static __device__ __forceinline__ void store(Number* at, const float* four) {
        *(uint2*)at = make_uint2(pair(four[0], four[1]), pair(four[2], four[3]));
    }
    static __device__ __forceinline__ u32 address(const Number* at) { return (u32)__cvta_generic_to_shared(at); }
    static __device__ __forceinline__ void load(const Number* at, u32* r) {
        asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                     : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                     : "r"(address(at))
                     : "memory");
    }
    static __device__ __forceinline__ void loadTransposed(const Number* at, u32* r) {
        asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
                     : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                     : "r"(address(at))
                     : "memory");
    }
    // 16 rows of a from `row` on, STEP along k
    template <bool K_INNER>
    static __device__ __forceinline__ void left(const Number* s, int ld, int row, int k, u32 (&a)[4]) {
        int l = lane();
        if (K_INNER) {
            load(s + (row + l % 16) * ld + k + l / 16 * 8, a);
        } else {
            loadTransposed(s + (k + l % 8 + l / 16 * 8) * ld + row + l / 8 % 2 * 8, a);
        }
    }
    // 16 columns of b from `column` on, as two times 8
    template <bool K_INNER>
    static __device__ __forceinline__ void right(const Number* s, int ld, int column, int k, u32 (&b)[2][2]) {
        int l = lane();
        if (K_INNER) {
            load(s + (column + l % 8 + l / 16 * 8) * ld + k + l / 8 % 2 * 8, &b[0][0]);
        } else {
            loadTransposed(s + (k + l % 8 + l / 8 % 2 * 8) * ld + column + l / 16 * 8, &b[0][0]);
        }
    }
    static __device__ __forceinline__ void multiply(const u32 (&a)[4], const u32 (&b)[2], float (&c)[4]) {
        asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, "
                     "{%8, %9}, {%0, %1, %2, %3};"
                     : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                     : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
    }
};

// Factors in TF32, 8 along k at a time.
struct Tf32 {
    typedef u32 Number;
    static constexpr int SLICE_K = 16;
    static constexpr int STEP = 8;
    static constexpr int PAD = 4;

    static __device__ __forceinline__ u32 round(float x) {
        u32 r;
        asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(r) : "f"(x));
        return r;
    }
    static __device__ __forceinline__ void store(Number* at, const float* four) {
        *(uint4*)at = make_uint4(round(four[0]), round(four[1]), round(four[2]), round(four[3]));
    }
    template <bool K_INNER>
    static __device__ __forceinline__ u32 at(const Number* s, int ld, int along, int k) {
        return K_INNER ? s[along * ld + k] : s[k * ld + along];
    }
    template <bool K_INNER>
    static __device__ __forceinline__ void left(const Number* s, int ld, int row, int k, u32 (&a)[4]) {
        int g = lane() / 4;
        int t = lane() % 4;
#pragma unroll
        for (int i = 0; i < 4; i++) {
            a[i] = at<K_INNER>(s, ld, row + g + i % 2 * 8, k + t + i / 2 * 4);
        }
    }
    template <bool K_INNER>
    static __device__ __forceinline__ void right(const Number* s, int ld, int column, int k, u32 (&b)[2][2]) {
        int g = lane() / 4;
        int t = lane() % 4;
#pragma unroll
        for (int i = 0; i < 4; i++) {
            b[i / 2][i % 2] = at<K_INNER>(s, ld, column + g + i / 2 * 8, k + t + i % 2 * 4);
        }
    }
    static __device__ __forceinline__ void multiply(const u32 (&a)[4], const u32 (&b)[2], float (&c)[4]) {
        asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, "
                     "{%8, %9}, {%0, %1, %2, %3};"
                     : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                     : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
    }
};

__device__ __forceinline__ void four(const float* from, float* to) {
    float4 x = *(const float4*)from;
    to[0] = x.x;
    to[1] = x.y;
    to[2] = x.z;
    to[3] = x.w;
}
__device__ __forceinline__ void four(const bf16* from, float* to) {
    uint2 x = *(const uint2*)from;
    to[0] = __uint_as_float(x.x << 16);
    to[1] = __uint_as_float(x.x & 0xffff0000u);
    to[2] = __uint_as_float(x.y << 16);
    to[3] = __uint_as_float(x.y & 0xffff0000u);
}

// A factor's tile: TILE along the result, SLICE_K along k, the inner of the two side by side in memory. Threads bring it in
// fours, at once where memory allows.
template <class Mode, int TILE, int THREADS, bool K_INNER>
struct Factor {
    static constexpr int INNER = K_INNER ? Mode::SLICE_K : TILE;
    static constexpr int OUTER = K_INNER ? TILE : Mode::SLICE_K;
    static constexpr int LD = INNER + (K_INNER ? Mode::PAD : 8);
    static constexpr int FOURS = INNER * OUTER / 4 / THREADS;
    static constexpr int SIZE = OUTER * LD;

    template <class S>
    static __device__ __forceinline__ bool inFours(const S* from, int ld, int rows, int depth) {
        return (u64)from % (4 * sizeof(S)) == 0 && ld % 4 == 0 && (K_INNER ? depth : rows) % 4 == 0;
    }

    template <class S>
    static __device__ __forceinline__ void bring(
            const S* from, int ld, bool fours, int firstRow, int rows, int firstK, int depth, float (&r)[FOURS][4]) {
        int firstInner = K_INNER ? firstK : firstRow;
        int firstOuter = K_INNER ? firstRow : firstK;
        int inners = K_INNER ? depth : rows;
        int outers = K_INNER ? rows : depth;
#pragma unroll
        for (int i = 0; i < FOURS; i++) {
            int n = threadIdx.x + i * THREADS;
            int inner = firstInner + n % (INNER / 4) * 4;
            int outer = firstOuter + n / (INNER / 4);
            const S* at = from + (u64)outer * ld + inner;
            if (fours && outer < outers && inner < inners) {
                four(at, r[i]);
            } else {
#pragma unroll
                for (int j = 0; j < 4; j++) {
                    r[i][j] = outer < outers && inner + j < inners ? widen(at[j]) : 0.0f;
                }
            }
        }
    }

    static __device__ __forceinline__ void store(const float (&r)[FOURS][4], typename Mode::Number* s) {
#pragma unroll
        for (int i = 0; i < FOURS; i++) {
            int n = threadIdx.x + i * THREADS;
            Mode::store(s + n / (INNER / 4) * LD + n % (INNER / 4) * 4, r[i]);
        }
    }
};

// A block has WARPS_M x WARPS_N warps, a warp 16 * TILES_M x 8 * TILES_N numbers.
template <class Mode, int WARPS_M, int WARPS_N, int TILES_M, int TILES_N, bool TRANSPOSE_A, bool TRANSPOSE_B, class B>
__device__ __forceinline__ void tensorProduct(
        int m, int n, int k, float alpha, const float* a, int lda, const B* b, int ldb, int add, float* c, int ldc) {
    constexpr int THREADS = WARPS_M * WARPS_N * WARP;
    constexpr int HEIGHT = WARPS_M * TILES_M * 16;
    constexpr int WIDTH = WARPS_N * TILES_N * 8;
    constexpr bool A_INNER = !TRANSPOSE_A;
    constexpr bool B_INNER = TRANSPOSE_B;
    using Left = Factor<Mode, HEIGHT, THREADS, A_INNER>;
    using Right = Factor<Mode, WIDTH, THREADS, B_INNER>;
    __shared__ __align__(16) typename Mode::Number left[2][Left::SIZE];
    __shared__ __align__(16) typename Mode::Number right[2][Right::SIZE];
    int firstRow = blockIdx.x * HEIGHT;
    int firstColumn = blockIdx.y * WIDTH;
    int warp = threadIdx.x / WARP;
    int row = warp / WARPS_N * TILES_M * 16;
    int column = warp % WARPS_N * TILES_N * 8;
    bool leftFours = Left::inFours(a, lda, m, k);
    bool rightFours = Right::inFours(b, ldb, n, k);
    float sum[TILES_M][TILES_N][4] = {};
    float nextLeft[Left::FOURS][4];
    float nextRight[Right::FOURS][4];
    Left::bring(a, lda, leftFours, firstRow, m, 0, k, nextLeft);
    Right::bring(b, ldb, rightFours, firstColumn, n, 0, k, nextRight);
    Left::store(nextLeft, left[0]);
    Right::store(nextRight, right[0]);
    __syncthreads();
    int now = 0;
    for (int at = 0; at < k; at += Mode::SLICE_K) {
        bool more = at + Mode::SLICE_K < k;
        if (more) {
            Left::bring(a, lda, leftFours, firstRow, m, at + Mode::SLICE_K, k, nextLeft);
            Right::bring(b, ldb, rightFours, firstColumn, n, at + Mode::SLICE_K, k, nextRight);
        }
#pragma unroll
        for (int kk = 0; kk < Mode::SLICE_K; kk += Mode::STEP) {
            u32 fragmentsA[TILES_M][4];
            u32 fragmentsB[TILES_N / 2][2][2];
#pragma unroll
            for (int i = 0; i < TILES_M; i++) {
                Mode::template left<A_INNER>(left[now], Left::LD, row + 16 * i, kk, fragmentsA[i]);
            }
#pragma unroll
            for (int j = 0; j < TILES_N / 2; j++) {
                Mode::template right<B_INNER>(right[now], Right::LD, column + 16 * j, kk, fragmentsB[j]);
            }
#pragma unroll
            for (int i = 0; i < TILES_M; i++) {
#pragma unroll
                for (int j = 0; j < TILES_N; j++) {
                    Mode::multiply(fragmentsA[i], fragmentsB[j / 2][j % 2], sum[i][j]);
                }
            }
        }
        if (more) {
            Left::store(nextLeft, left[1 - now]);
            Right::store(nextRight, right[1 - now]);
        }
        __syncthreads();
        now = 1 - now;
    }
#pragma unroll
    for (int i = 0; i < TILES_M; i++) {
#pragma unroll
        for (int j = 0; j < TILES_N; j++) {
#pragma unroll
            for (int x = 0; x < 4; x++) {
                int r = firstRow + row + 16 * i + lane() / 4 + x / 2 * 8;
                int col = firstColumn + column + 8 * j + lane() % 4 * 2 + x % 2;
                if (r < m && col < n) {
                    float* to = c + (u64)r * ldc + col;
                    *to = add ? *to + alpha * sum[i][j][x] : alpha * sum[i][j][x];
                }
            }
        }
    }
}

#define TENSOR_PRODUCT(name, Mode, WM, WN, TM, TN, TA, TB, B)                                                       \
    KERNEL __launch_bounds__(WM* WN* WARP) name(                                                                    \
            int m, int n, int k, float alpha, const float* a, int lda, const B* b, int ldb, int add, float* c,      \
            int ldc) {                                                                                              \
        tensorProduct<Mode, WM, WN, TM, TN, TA, TB, B>(m, n, k, alpha, a, lda, b, ldb, add, c, ldc);                \
    }
#define TENSOR_PRODUCTS(suffix, Mode, WM, WN, TM, TN)                                                               \
    TENSOR_PRODUCT(productNN##suffix, Mode, WM, WN, TM, TN, false, false, float)                                    \
    TENSOR_PRODUCT(productNT##suffix, Mode, WM, WN, TM, TN, false, true, float)                                     \
    TENSOR_PRODUCT(productTN##suffix, Mode, WM, WN, TM, TN, true, false, float)                                     \
    TENSOR_PRODUCT(productNNbf16##suffix, Mode, WM, WN, TM, TN, false, false, bf16)                                 \
    TENSOR_PRODUCT(productNTbf16##suffix, Mode, WM, WN, TM, TN, false, true, bf16)
