// Functions of one number, in the compiler's own implementations.
extern "C" __global__ void functions(const float* x, float* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float v = x[i];
    out[i] = expf(v);
    out[i + n] = logf(fabsf(v));
    out[i + 2 * n] = tanhf(v);
    out[i + 3 * n] = erff(v);
    out[i + 4 * n] = __expf(v);
    out[i + 5 * n] = sqrtf(fabsf(v));
    out[i + 6 * n] = 1.0f / v;
    out[i + 7 * n] = rsqrtf(fabsf(v));
    out[i + 8 * n] = log1pf(fabsf(v));
    out[i + 9 * n] = v / (v + 3.0f);
    out[i + 10 * n] = cosf(v);
    out[i + 11 * n] = sinf(v);
    out[i + 12 * n] = powf(fabsf(v), 1.7f);
    out[i + 13 * n] = expm1f(v);
    out[i + 14 * n] = floorf(v) + ceilf(v) * 2 + rintf(v) * 4 + truncf(v) * 8;
    out[i + 15 * n] = fminf(v, 0.5f) + fmaxf(v, -0.5f) * 3;
}

extern "C" __global__ void doubles(const double* x, double* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    double v = x[i];
    out[i] = exp(v);
    out[i + n] = log(fabs(v));
    out[i + 2 * n] = sqrt(fabs(v));
    out[i + 3 * n] = 1.0 / v;
    out[i + 4 * n] = v / (v + 3.0);
    out[i + 5 * n] = rsqrt(fabs(v));
    out[i + 6 * n] = log1p(fabs(v));
    out[i + 7 * n] = (float)v + (double)(int)v + (double)(long long)(v * 1e5);
    out[i + 8 * n] = floor(v) + rint(v) * 3;
    out[i + 9 * n] = tanh(v);
}
