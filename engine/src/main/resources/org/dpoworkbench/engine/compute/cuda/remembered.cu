// Generating: one new row a sequence against what is remembered of it.

#include "attention.cuh"

#define WARPS 4

KERNEL remember(u64 size, int width, int rowWidth, int keyOffset, const int* place, const float* qkv, float* cache) {
    for (u64 i = self(); i < size; i += threads()) {
        u64 row = i / width;
        int column = i % width;
        cache[(u64)place[row] * width + column] = qkv[row * rowWidth + keyOffset + column];
    }
}

// A block a row and head; its warps share out the keys and put their sums together.
#define REMEMBERED 8

KERNEL attendRemembered(
        SHAPE, int window, const int* first, const int* last, const float* qkv, const float* cache, float* out) {
    const Shape shape = {heads, keyHeads, headSize, scale, cap};
    __shared__ float largests[WARPS];
    __shared__ float sumsOf[WARPS];
    __shared__ float parts[WARPS][REMEMBERED * WARP];
    int row = blockIdx.x;
    int head = blockIdx.y;
    int warp = threadIdx.x / WARP;
    int end = last[row];
    int begin = max(first[row], end - min(window, 0x3fffffff) + 1);
    const float* query = qkv + (u64)row * shape.rowWidth() + head * headSize;
    const float* keys = cache + head / (heads / keyHeads) * headSize;
    const float* values = keys + keyHeads * headSize;
    int ld = 2 * keyHeads * headSize;
    float largest = -INFINITE;
    float sum = 0;
    float part[REMEMBERED] = {};
    for (int j = begin + warp; j <= end; j += WARPS) {
        float product = 0;
        for (int c = lane(); c < headSize; c += WARP) {
            product += query[c] * keys[(u64)j * ld + c];
        }
        float score = shape.score(warpSum(product));
        float now = fmaxf(largest, score);
        float shrink = expf(largest - now);
        float weight = expf(score - now);
        sum = sum * shrink + weight;
        largest = now;
#pragma unroll
        for (int x = 0; x < REMEMBERED; x++) {
            int c = lane() + WARP * x;
            if (c < headSize) {
                part[x] = part[x] * shrink + weight * values[(u64)j * ld + c];
            }
        }
    }
    if (lane() == 0) {
        largests[warp] = largest;
        sumsOf[warp] = sum;
    }
#pragma unroll
    for (int x = 0; x < REMEMBERED; x++) {
        parts[warp][lane() + WARP * x] = part[x];
    }
    __syncthreads();
    for (int w = 0; w < WARPS; w++) {
        largest = fmaxf(largest, largests[w]);
    }
    for (int c = threadIdx.x; c < headSize; c += WARPS * WARP) {
        float total = 0;
        float value = 0;
        for (int w = 0; w < WARPS; w++) {
            if (sumsOf[w] > 0) {
                float shrink = expf(largests[w] - largest);
                total += sumsOf[w] * shrink;
                value += parts[w][c] * shrink;
            }
        }
        out[(u64)row * heads * headSize + head * headSize + c] = value / total;
    }
}
