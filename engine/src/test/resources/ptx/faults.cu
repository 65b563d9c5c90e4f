// Kernels with one mistake each: the checks must find it.
extern "C" __global__ void pastTheEnd(const float* a, float* b, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i <= n) b[i] = a[i];
}

extern "C" __global__ void misaligned(const char* a, float* b) {
    b[threadIdx.x] = *(const float*)(a + 4 * threadIdx.x + 2);
}

extern "C" __global__ void missingBarrier(float* out) {
    __shared__ float s[64];
    s[threadIdx.x] = 0;
    __syncthreads();
    out[threadIdx.x] = s[63 - threadIdx.x];
    s[threadIdx.x] = threadIdx.x;
}

extern "C" __global__ void sameWarp(float* out) {
    __shared__ float s[32];
    s[threadIdx.x] = threadIdx.x;
    out[threadIdx.x] = s[31 - threadIdx.x];
}

extern "C" __global__ void divergentBarrier(float* out, int limit) {
    __shared__ float s[64];
    s[threadIdx.x] = 1;
    if ((int)threadIdx.x < limit) {
        s[threadIdx.x] += 1;
        __syncthreads();
        s[threadIdx.x] += out[threadIdx.x];
    } else {
        s[threadIdx.x] += 2;
        __syncthreads();
        s[threadIdx.x] *= 3;
    }
    out[threadIdx.x] = s[threadIdx.x];
}

extern "C" __global__ void uninitialisedShared(float* out) {
    __shared__ float s[64];
    if (threadIdx.x != 5) s[threadIdx.x] = 1;
    __syncthreads();
    out[threadIdx.x] = s[63 - threadIdx.x];
}

extern "C" __global__ void pastShared(float* out, int shift) {
    __shared__ float s[64];
    s[threadIdx.x + shift] = 1;
    __syncthreads();
    out[threadIdx.x] = s[threadIdx.x];
}

extern "C" __global__ void everyBlockWrites(float* out) {
    out[threadIdx.x] = blockIdx.x;
}

extern "C" __global__ void missingWait(const uint4* in, uint4* out) {
    __shared__ uint4 s[32];
    unsigned a;
    asm("{ .reg .u64 t; cvta.to.shared.u64 t, %1; cvt.u32.u64 %0, t; }" : "=r"(a) : "l"(s + threadIdx.x));
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" :: "r"(a), "l"(in + threadIdx.x) : "memory");
    asm volatile("cp.async.commit_group;");
    out[threadIdx.x] = s[threadIdx.x];
}

extern "C" __global__ void shuffleAfterExit(int* out, int limit) {
    if ((int)threadIdx.x >= limit) return;
    out[threadIdx.x] = __shfl_xor_sync(0xffffffffu, (int)threadIdx.x, 1);
}
