// Element by element: sums, factors, biases, activations, dropout, rotation.

#include "common.cuh"

KERNEL addTo(u64 size, const float* source, float* target) {
    for (u64 i = self(); i < size; i += threads()) {
        target[i] += source[i];
    }
}

KERNEL scaleBy(u64 size, float factor, float* x) {
    for (u64 i = self(); i < size; i += threads()) {
        x[i] *= factor;
    }
}

KERNEL addBias(u64 size, int columns, const float* bias, float* y) {
    for (u64 i = self(); i < size; i += threads()) {
        y[i] += bias[i % columns];
    }
}

KERNEL softCap(u64 size, float cap, float* x) {
    for (u64 i = self(); i < size; i += threads()) {
        x[i] = cap * tanhf(x[i] / cap);
    }
}

// SplitMix64's word i as a number in [0, 1), a multiple of 2^-24.
__device__ __forceinline__ float uniform(u64 key, u64 i) {
    u64 z = key + (i + 1) * 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return (float)((z ^ (z >> 31)) >> 40) * 0x1p-24f;
}

KERNEL dropout(u64 size, const float* x, u64 key, float share, float* out, int add) {
    for (u64 i = self(); i < size; i += threads()) {
        float value = uniform(key, i) >= share ? x[i] / (1 - share) : 0;
        out[i] = add ? out[i] + value : value;
    }
}

// A function of feed-forward layers and its derivative at x. Written so that neither end cancels.
struct Value {
    float value;
    float slope;
};

struct GeluTanh {
    static __device__ __forceinline__ Value at(float x) {
        const float root = 0.79788456080286535588f;
        const float cubic = 0.044715f;
        float u = root * (x + cubic * x * x * x);
        float s = 1 / (1 + expf(-2 * u));
        float r = 1 / (1 + expf(2 * u));
        return {x * s, s + 2 * x * s * r * root * (1 + 3 * cubic * x * x)};
    }
};

struct Gelu {
    static __device__ __forceinline__ Value at(float x) {
        const float rootHalf = 0.70710678118654752440f;
        const float density = 0.39894228040143267794f;
        float p = 0.5f * erfcf(-x * rootHalf);
        return {x * p, p + x * density * expf(-0.5f * x * x)};
    }
};

struct Silu {
    static __device__ __forceinline__ Value at(float x) {
        float s = 1 / (1 + expf(-x));
        float r = 1 / (1 + expf(x));
        return {x * s, s * (1 + x * r)};
    }
};

struct Relu {
    static __device__ __forceinline__ Value at(float x) {
        // x < 0, not max: NaN stays NaN
        return {x < 0 ? 0 : x, x > 0 ? 1.0f : 0.0f};
    }
};

template <class F>
__device__ __forceinline__ void activate(u64 size, const float* x, float* out) {
    for (u64 i = self(); i < size; i += threads()) {
        out[i] = F::at(x[i]).value;
    }
}

template <class F>
__device__ __forceinline__ void activateBackward(u64 size, const float* x, const float* dOut, float* dx, float* out) {
    for (u64 i = self(); i < size; i += threads()) {
        Value f = F::at(x[i]);
        dx[i] = f.slope * dOut[i];
        out[i] = f.value;
    }
}

// x (rows, 2 * width) = [gate | up]
template <class F>
__device__ __forceinline__ void gate(u64 size, int width, const float* x, float* out) {
    for (u64 i = self(); i < size; i += threads()) {
        u64 at = i + i / width * width;
        out[i] = F::at(x[at]).value * x[at + width];
    }
}

template <class F>
__device__ __forceinline__ void gateBackward(
        u64 size, int width, const float* x, const float* dOut, float* dx, float* out) {
    for (u64 i = self(); i < size; i += threads()) {
        u64 at = i + i / width * width;
        Value f = F::at(x[at]);
        float up = x[at + width];
        float d = dOut[i];
        dx[at] = d * up * f.slope;
        dx[at + width] = d * f.value;
        out[i] = f.value * up;
    }
}

#define ACTIVATION(name, F)                                                                                         \
    KERNEL activate##name(u64 size, const float* x, float* out) { activate<F>(size, x, out); }                      \
    KERNEL activateBackward##name(u64 size, const float* x, const float* dOut, float* dx, float* out) {             \
        activateBackward<F>(size, x, dOut, dx, out);                                                                \
    }                                                                                                               \
    KERNEL gate##name(u64 size, int width, const float* x, float* out) { gate<F>(size, width, x, out); }            \
    KERNEL gateBackward##name(u64 size, int width, const float* x, const float* dOut, float* dx, float* out) {      \
        gateBackward<F>(size, width, x, dOut, dx, out);                                                             \
    }

ACTIVATION(GELU_TANH, GeluTanh)
ACTIVATION(GELU, Gelu)
ACTIVATION(SILU, Silu)
ACTIVATION(RELU, Relu)

// Pairs (i, i + half) of the first `heads` heads of each row by the angle of the row's position.
KERNEL rotate(
        u64 pairs, int columns, int heads, int headSize, int half, float direction, const int* positions,
        const float* angles, float* x) {
    for (u64 n = self(); n < pairs; n += threads()) {
        int i = n % half;
        u64 head = n / half;
        u64 row = head / heads;
        const float* angle = angles + (u64)positions[row] * 2 * half;
        float c = angle[i];
        float s = direction * angle[half + i];
        float* at = x + row * columns + head % heads * headSize + i;
        float a = at[0];
        float b = at[half];
        at[0] = a * c - b * s;
        at[half] = b * c + a * s;
    }
}
