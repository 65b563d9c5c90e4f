// Weights in NF4, as numbers that products can read.

#include "common.cuh"

// Numbers of a block, and its bytes: 32 codes of two numbers, and, behind all codes of the row, a factor.
#define NF4_BLOCK 64
#define NF4_CODES 32
#define NF4_BYTES 36

__device__ __forceinline__ void set(float* to, float x) { *to = x; }

// To nearest, ties to even; x is finite.
__device__ __forceinline__ void set(bf16* to, float x) {
    u32 bits = __float_as_uint(x);
    to->bits = (u16)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

// A warp a block: out (rows, columns) of a table whose rows are `rowBlocks` blocks.
template <class T>
__device__ __forceinline__ void widenNf4(
        u64 blocks, int rowBlocks, int columns, const unsigned char* table, const float* levels, T* out) {
    u64 number = self() / WARP;
    if (number >= blocks) {
        return;
    }
    u64 row = number / rowBlocks;
    int block = number % rowBlocks;
    const unsigned char* codes = table + row * rowBlocks * NF4_BYTES;
    float factor = ((const float*)(codes + rowBlocks * NF4_CODES))[block];
    int both = codes[block * NF4_CODES + lane()];
    int first = block * NF4_BLOCK + lane();
    T* to = out + row * columns;
    if (first < columns) {
        set(to + first, levels[both & 15] * factor);
    }
    if (first + NF4_CODES < columns) {
        set(to + first + NF4_CODES, levels[both >> 4] * factor);
    }
}

KERNEL widenNf4Float(u64 blocks, int rowBlocks, int columns, const unsigned char* table, const float* levels, float* out) {
    widenNf4(blocks, rowBlocks, columns, table, levels, out);
}

KERNEL widenNf4Bf16(u64 blocks, int rowBlocks, int columns, const unsigned char* table, const float* levels, bf16* out) {
    widenNf4(blocks, rowBlocks, columns, table, levels, out);
}
