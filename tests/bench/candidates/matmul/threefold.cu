// float32 on the matrix units: each product is three of tf32. The unit cuts its sums instead of rounding them, so each slab of
// 32 of the inner dimension is summed by itself and added in float32. Tiles of 128 x 128, three stages of cp.async.
// launch: matmul global(ceil(n, 128) * 256, ceil(m, 128)) local(256, 1) args(a, b, c, m, n, k, local int[26880])
#define STAGES 3
#define SLAB 32
#define LEFT 36
#define RIGHT 136
#define FLOATS 8960

// A float is a tf32 number and a remainder, which the matrix unit takes for one: what three products leave out is 2^-22.
__device__ __forceinline__ void parted(float v, unsigned& hi, unsigned& lo)
{
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(hi) : "f"(v));
    lo = __float_as_uint(v - __uint_as_float(hi));
}

__device__ __forceinline__ void multiply(float (&d)[4], const unsigned (&a)[4], const unsigned (&b)[2])
{
    asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

__device__ __forceinline__ void copy16(const float* to, const float* from, bool valid)
{
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"((unsigned)__cvta_generic_to_shared(to)), "l"(from),
                 "r"(valid ? 16 : 0) : "memory");
}

__device__ __forceinline__ void load(const float* a, const float* b, int m, int n, int k, int row0, int column0, int k0, float* stage)
{
    const int t = threadIdx.x;
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        const int row = (t >> 3) + 32 * i;
        const int at = (t & 7) * 4;
        const bool valid = row0 + row < m && k0 + at < k;
        copy16(stage + row * LEFT + at, valid ? a + (long)(row0 + row) * k + k0 + at : a, valid);
    }
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        const int row = (t >> 5) + 8 * i;
        const int at = (t & 31) * 4;
        const bool valid = k0 + row < k && column0 + at < n;
        copy16(stage + 128 * LEFT + row * RIGHT + at, valid ? b + (long)(k0 + row) * n + column0 + at : b, valid);
    }
}

__device__ __noinline__ void plain(const float* a, const float* b, float* c, long m, long n, long k)
{
    for (long e = threadIdx.x; e < 128 * 128; e += 256) {
        const long i = blockIdx.y * 128 + e / 128;
        const long j = blockIdx.x * 128 + e % 128;
        if (i < m && j < n) {
            float sum = 0;
            for (long p = 0; p < k; ++p) {
                sum += a[i * k + p] * b[p * n + j];
            }
            c[i * n + j] = sum;
        }
    }
}

extern "C" __global__ void __launch_bounds__(256, 1) matmul(const float* a, const float* b, float* c, long m, long n, long k)
{
    extern __shared__ __align__(16) float memory[];
    if (k % 4 != 0 || n % 4 != 0) {
        plain(a, b, c, m, n, k);
        return;
    }
    const int row0 = blockIdx.y * 128;
    const int column0 = blockIdx.x * 128;
    const int warp = threadIdx.x >> 5;
    const int g = (threadIdx.x & 31) >> 2;
    const int t = threadIdx.x & 3;
    const int wm = (warp & 1) * 64;
    const int wn = (warp >> 1) * 32;
    const int slabs = (int)((k + SLAB - 1) / SLAB);
    float sum[4][4][4];
#pragma unroll
    for (int i = 0; i < 4; ++i) {
#pragma unroll
        for (int j = 0; j < 4; ++j) {
#pragma unroll
            for (int e = 0; e < 4; ++e) {
                sum[i][j][e] = 0;
            }
        }
    }
    for (int s = 0; s < STAGES - 1; ++s) {
        if (s < slabs) {
            load(a, b, (int)m, (int)n, (int)k, row0, column0, s * SLAB, memory + s * FLOATS);
        }
        asm volatile("cp.async.commit_group;" ::: "memory");
    }
    for (int s = 0; s < slabs; ++s) {
        asm volatile("cp.async.wait_group %0;" ::"n"(STAGES - 2) : "memory");
        __syncthreads();
        if (s + STAGES - 1 < slabs) {
            load(a, b, (int)m, (int)n, (int)k, row0, column0, (s + STAGES - 1) * SLAB, memory + (s + STAGES - 1) % STAGES * FLOATS);
        }
        asm volatile("cp.async.commit_group;" ::: "memory");
        const float* left = memory + s % STAGES * FLOATS + (wm + g) * LEFT + t;
        const float* right = memory + s % STAGES * FLOATS + 128 * LEFT + t * RIGHT + wn + g;
        float part[4][4][4];
#pragma unroll
        for (int i = 0; i < 4; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
#pragma unroll
                for (int e = 0; e < 4; ++e) {
                    part[i][j][e] = 0;
                }
            }
        }
#pragma unroll
        for (int q = 0; q < SLAB / 8; ++q) {
            unsigned right_hi[4][2];
            unsigned right_lo[4][2];
#pragma unroll
            for (int j = 0; j < 4; ++j) {
#pragma unroll
                for (int e = 0; e < 2; ++e) {
                    parted(right[(q * 8 + e * 4) * RIGHT + j * 8], right_hi[j][e], right_lo[j][e]);
                }
            }
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                unsigned hi[4];
                unsigned lo[4];
#pragma unroll
                for (int e = 0; e < 4; ++e) {
                    parted(left[(i * 16 + (e & 1) * 8) * LEFT + q * 8 + (e >> 1) * 4], hi[e], lo[e]);
                }
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    multiply(part[i][j], lo, right_hi[j]);
                }
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    multiply(part[i][j], hi, right_lo[j]);
                }
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    multiply(part[i][j], hi, right_hi[j]);
                }
            }
        }
#pragma unroll
        for (int i = 0; i < 4; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
#pragma unroll
                for (int e = 0; e < 4; ++e) {
                    sum[i][j][e] += part[i][j][e];
                }
            }
        }
    }
#pragma unroll
    for (int i = 0; i < 4; ++i) {
#pragma unroll
        for (int h = 0; h < 2; ++h) {
            const int row = row0 + wm + i * 16 + h * 8 + g;
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                const int column = column0 + wn + j * 8 + 2 * t;
                if (row < m && column < n) {
                    *(float2*)(c + (long)row * n + column) = make_float2(sum[i][j][2 * h], sum[i][j][2 * h + 1]);
                }
            }
        }
    }
}
