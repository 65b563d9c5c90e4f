// Small kernels whose results the tests work out in plain Java.
typedef unsigned int u32;
typedef unsigned long long u64;

extern "C" __global__ void add(const float* a, const float* b, float* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) c[i] = a[i] + b[i];
}

extern "C" __global__ void axpy4(const float4* x, float4* y, float a, long long n) {
    for (long long i = blockIdx.x * (long long)blockDim.x + threadIdx.x; i < n; i += (long long)gridDim.x * blockDim.x) {
        float4 u = x[i], v = y[i];
        v.x += a * u.x; v.y += a * u.y; v.z += a * u.z; v.w += a * u.w;
        y[i] = v;
    }
}

// The sum of a row, in double, by shuffles and shared memory: one block a row.
extern "C" __global__ void __launch_bounds__(256) rowSums(const float* x, double* sums, int columns) {
    __shared__ double partial[8];
    const float* row = x + (long long)blockIdx.x * columns;
    double sum = 0;
    for (int j = threadIdx.x; j < columns; j += blockDim.x) sum += row[j];
    for (int o = 16; o > 0; o >>= 1) sum += __shfl_xor_sync(0xffffffffu, sum, o);
    if ((threadIdx.x & 31) == 0) partial[threadIdx.x >> 5] = sum;
    __syncthreads();
    if (threadIdx.x == 0) {
        double total = 0;
        for (int w = 0; w < (int)(blockDim.x >> 5); w++) total += partial[w];
        sums[blockIdx.x] = total;
    }
}

extern "C" __global__ void __launch_bounds__(256) matmul(const float* a, const float* b, float* c, int m, int n, int k) {
    __shared__ float as[16][17], bs[16][17];
    int tx = threadIdx.x & 15, ty = threadIdx.x >> 4;
    int row = blockIdx.y * 16 + ty, column = blockIdx.x * 16 + tx;
    float sum = 0;
    for (int k0 = 0; k0 < k; k0 += 16) {
        as[ty][tx] = row < m && k0 + tx < k ? a[(long long)row * k + k0 + tx] : 0;
        bs[ty][tx] = column < n && k0 + ty < k ? b[(long long)(k0 + ty) * n + column] : 0;
        __syncthreads();
#pragma unroll
        for (int i = 0; i < 16; i++) sum = fmaf(as[ty][i], bs[i][tx], sum);
        __syncthreads();
    }
    if (row < m && column < n) c[(long long)row * n + column] = sum;
}

// Steps until the Collatz sequence reaches one: every lane leaves at its own time.
extern "C" __global__ void collatz(const int* start, int* steps, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    u64 v = start[i];
    int count = 0;
    while (v != 1) {
        if (v & 1) v = 3 * v + 1;
        else v >>= 1;
        count++;
        if (count == 100) break;
    }
    steps[i] = count;
}

// SplitMix64 and some of its cousins.
extern "C" __global__ void hash(u64* out, u64 seed, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    u64 z = seed + (u64)(i + 1) * 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    z = z ^ (z >> 31);
    z += __umul64hi(z, 0x0123456789ABCDEFull);
    z ^= (u64)__popcll(z) << 7 | (u64)__clzll(z | 1) << 20 | (u64)__brev((u32)z) << 32;
    z += z % (u64)(i + 7) + z / (u64)(2 * i + 3);
    u32 w = (u32)z;
    w = __funnelshift_l(w, (u32)(z >> 32), i & 31) + __byte_perm(w, i, 0x3521) + w % (i + 3u);
    int s = (int)w;
    s = s / (i - 7 == 0 ? 5 : i - 7) + s % (i + 2) + (s >> 3);
    out[i] = z ^ ((u64)(u32)s << 16);
}

// Bytes and shorts, signed and unsigned, widened and summed.
extern "C" __global__ void narrow(const signed char* a, const unsigned short* b, const unsigned char* c, const short* d,
        int* wide, short* out, signed char* low, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    int s = a[i] + (int)b[i] - c[i] * d[i];
    wide[i] = s;
    out[i] = (short)(s >> 3);
    low[i] = (signed char)s;
}

extern "C" __global__ void vectors(const uint4* in, uint2* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    uint4 v = __ldg(in + i);
    out[i] = make_uint2(v.x ^ v.z, v.y + v.w);
}

extern "C" __global__ void counts(const int* value, u32* histogram, float* sum, double* sum64, u64* most, int n) {
    __shared__ u32 local[16];
    if (threadIdx.x < 16) local[threadIdx.x] = 0;
    __syncthreads();
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        atomicAdd(local + (value[i] & 15), 1u);
        atomicAdd(sum, (float)(value[i] & 7));
        atomicAdd(sum64, 0.5);
        atomicMax(most, (u64)value[i]);
    }
    __syncthreads();
    if (threadIdx.x < 16) atomicAdd(histogram + threadIdx.x, local[threadIdx.x]);
}

extern "C" __global__ void votes(const int* value, u32* out, int* down) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int v = value[i];
    u32 ballot = __ballot_sync(0xffffffffu, v > 3);
    int any = __any_sync(0xffffffffu, v == 9), all = __all_sync(0xffffffffu, v < 100);
    u32 most = __reduce_max_sync(0xffffffffu, (u32)v);
    int below = __shfl_up_sync(0xffffffffu, v, 1), same = __shfl_sync(0xffffffffu, v, 5, 8);
    if (v & 1) ballot ^= __activemask();
    out[i] = ballot + any * 2 + all * 4 + most * 8;
    down[i] = __shfl_down_sync(0xffffffffu, v, 3) + below * 16 + same * 256;
}

__constant__ float table[8] = {1.0f, 0.5f, 0.25f, 0.125f, -1.0f, -0.5f, -0.25f, -0.125f};

// An array indexed at run time lies in local memory.
extern "C" __global__ void locals(const int* order, float* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float mine[12];
#pragma unroll
    for (int j = 0; j < 12; j++) mine[j] = table[j & 7] * (i + j);
    float sum = 0;
    for (int j = 0; j < 12; j++) {
        mine[(order[j] + i) % 12] += 1;
        sum += mine[order[j]] * (j + 1);
    }
    out[i] = sum;
}

extern "C" __global__ void choose(const int* in, int* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    int v = in[i], r;
    switch (v) {
        case 0: r = v * 3 + i; break;
        case 1: r = i - 5; if (i & 1) r *= 7; break;
        case 2: r = i / 3; break;
        case 3: r = i << 4; for (int j = 0; j < i; j++) r ^= j * r; break;
        case 4: r = ~i; break;
        case 5: r = i * i; break;
        default: r = -1;
    }
    out[i] = r + v;
}

// What the block's threads say together: whether any value is over a limit, whether all are, and how many.
extern "C" __global__ void together(const int* value, int limit, int* out) {
    int over = value[threadIdx.x] > limit;
    int any = __syncthreads_or(over), all = __syncthreads_and(over), count = __syncthreads_count(over);
    out[threadIdx.x] = any + 2 * all + 4 * count;
}
