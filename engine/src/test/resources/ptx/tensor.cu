// Products of one warp on tensor cores: D = A · B of 16×16 by 16×8, row by column.
typedef unsigned int u32;
typedef unsigned short u16;

__device__ __forceinline__ u32 sharedAddress(const void* p) {
    u32 a;
    asm("{ .reg .u64 t; cvta.to.shared.u64 t, %1; cvt.u32.u64 %0, t; }" : "=r"(a) : "l"(p));
    return a;
}

// A is 16×16 in rows, B is given transposed (8×16 in rows), C is 16×8.
extern "C" __global__ void mmaBf16(const u16* a, const u16* b, float* c) {
    int g = threadIdx.x >> 2, t = threadIdx.x & 3;
    const u32* a32 = (const u32*)a;
    const u32* b32 = (const u32*)b;
    u32 a0 = a32[g * 8 + t], a1 = a32[(g + 8) * 8 + t], a2 = a32[g * 8 + t + 4], a3 = a32[(g + 8) * 8 + t + 4];
    u32 b0 = b32[g * 8 + t], b1 = b32[g * 8 + t + 4];
    float d0 = 0, d1 = 0, d2 = 0, d3 = 0;
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(d0), "+f"(d1), "+f"(d2), "+f"(d3) : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
    c[g * 8 + 2 * t] = d0; c[g * 8 + 2 * t + 1] = d1;
    c[(g + 8) * 8 + 2 * t] = d2; c[(g + 8) * 8 + 2 * t + 1] = d3;
}

// The same from shared memory, filled by cp.async and read by ldmatrix; B lies untransposed (16×8) and is turned.
extern "C" __global__ void mmaStaged(const u16* a, const u16* b, float* c) {
    __shared__ __align__(16) u16 as[16 * 16], bs[16 * 8];
    u32 to = sharedAddress(as) + threadIdx.x * 16;
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" :: "r"(to), "l"(a + threadIdx.x * 8) : "memory");
    asm volatile("cp.async.commit_group;");
    if (threadIdx.x < 16)
        asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;"
            :: "r"(sharedAddress(bs) + threadIdx.x * 16), "l"(b + threadIdx.x * 8), "r"(threadIdx.x == 15 ? 0 : 16) : "memory");
    asm volatile("cp.async.commit_group;");
    asm volatile("cp.async.wait_group 0;");
    __syncthreads();
    u32 a0, a1, a2, a3, b0, b1;
    u32 at = sharedAddress(as) + ((threadIdx.x & 15) * 16 + (threadIdx.x >> 4) * 8) * 2;
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
        : "=r"(a0), "=r"(a1), "=r"(a2), "=r"(a3) : "r"(at));
    u32 bt = sharedAddress(bs) + (threadIdx.x & 15) * 16;
    asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%0,%1}, [%2];" : "=r"(b0), "=r"(b1) : "r"(bt));
    float d0 = 0, d1 = 0, d2 = 0, d3 = 0;
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(d0), "+f"(d1), "+f"(d2), "+f"(d3) : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
    int g = threadIdx.x >> 2, t = threadIdx.x & 3;
    c[g * 8 + 2 * t] = d0; c[g * 8 + 2 * t + 1] = d1;
    c[(g + 8) * 8 + 2 * t] = d2; c[(g + 8) * 8 + 2 * t + 1] = d3;
}

__device__ __forceinline__ u32 tf32(float v) {
    u32 r;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(r) : "f"(v));
    return r;
}

// A is 16×8 in rows, B is given transposed (8×8 in rows), C is 16×8.
extern "C" __global__ void mmaTf32(const float* a, const float* b, float* c) {
    int g = threadIdx.x >> 2, t = threadIdx.x & 3;
    u32 a0 = tf32(a[g * 8 + t]), a1 = tf32(a[(g + 8) * 8 + t]), a2 = tf32(a[g * 8 + t + 4]), a3 = tf32(a[(g + 8) * 8 + t + 4]);
    u32 b0 = tf32(b[g * 8 + t]), b1 = tf32(b[g * 8 + t + 4]);
    float d0 = 0, d1 = 0, d2 = 0, d3 = 0;
    asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(d0), "+f"(d1), "+f"(d2), "+f"(d3) : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
    c[g * 8 + 2 * t] = d0; c[g * 8 + 2 * t + 1] = d1;
    c[(g + 8) * 8 + 2 * t] = d2; c[(g + 8) * 8 + 2 * t + 1] = d3;
}

// Rounds pairs to bfloat16 and back, and to half and back.
extern "C" __global__ void round16(const float2* x, u32* bf, u32* half, float* back, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float2 v = x[i];
    u32 r;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(r) : "f"(v.y), "f"(v.x));
    bf[i] = r;
    u16 h0, h1;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(h0) : "f"(v.x));
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(h1) : "f"(v.y));
    half[i] = h0 | (u32)h1 << 16;
    float f;
    asm("cvt.f32.f16 %0, %1;" : "=f"(f) : "h"(h0));
    back[i] = f;
}
