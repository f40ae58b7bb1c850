// (X X^T) Y, one launch, one block of threads for each batch element, as in inplace.cu, but where rows of y are padded (k a multiple
// of 8) a warp forms only some of the 16 x 8 tiles of the n x n product, and the warps exchange them through the place in
// shared memory where x was: 308 products of mma.sync a warp for n = 40 instead of 462, 322 instead of 504 for n = 48.
// Floor: .0216 and .0259 ms by bytes. Not measured yet; at k = 2198 it does what inplace.cu does.
// launch: wukong_ofm_fp16 global(batch * min(256, ceil(k, 512) * 128)) local(min(256, ceil(k, 512) * 128)) args(x, y, out, n, d, k, local int[min(ceil(n * (k + 8), 2) + ceil(n * d, 2) + 8, 28400)])
#define SPLIT 1
#define ROOM 113600
#include <cuda_fp16.h>

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_wait(unsigned bar, unsigned parity)
{
    asm volatile("{\n.reg .pred p;\nagain:\nmbarrier.try_wait.parity.shared::cta.b64 p, [%0], %1;\n@p bra done;\nbra again;\ndone:\n}"
                 ::"r"(bar), "r"(parity) : "memory");
}

__device__ __forceinline__ void bulk_load(unsigned to, const void* from, unsigned bytes, unsigned bar)
{
    asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
                 ::"r"(to), "l"(from), "r"(bytes), "r"(bar) : "memory");
}

__device__ __forceinline__ void bulk_store(void* to, unsigned from, unsigned bytes)
{
    asm volatile("cp.async.bulk.global.shared::cta.bulk_group [%0], [%1], %2;" ::"l"(to), "r"(from), "r"(bytes) : "memory");
}

__device__ __forceinline__ void multiply16(float (&d)[4], const unsigned (&a)[4], unsigned b0, unsigned b1)
{
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}

__device__ __forceinline__ void multiply8(float (&d)[4], unsigned a0, unsigned a1, unsigned b0)
{
    asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5}, {%6}, {%0,%1,%2,%3};"
                 : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3]) : "r"(a0), "r"(a1), "r"(b0));
}

__device__ __forceinline__ unsigned packed(float a, float b)
{
    const __half2 h = __floats2half2_rn(a, b);
    return *(const unsigned*)&h;
}

__device__ __forceinline__ unsigned remainder_of(float a, float b, unsigned hi)
{
    const float2 f = __half22float2(*(const __half2*)&hi);
    return packed(a - f.x, b - f.y);
}

__device__ __forceinline__ unsigned load_word(unsigned address)
{
    unsigned v;
    asm volatile("ld.shared.b32 %0, [%1];" : "=r"(v) : "r"(address) : "memory");
    return v;
}

__device__ __forceinline__ void store_word(unsigned address, unsigned v)
{
    asm volatile("st.shared.b32 [%0], %1;" ::"r"(address), "r"(v) : "memory");
}

// The product of x with its own transpose as left operands: hi[m][s] is the fragment of rows 16 m and columns 16 s.
// x comes from where it is, a step ahead of its use.
template <int N8>
__device__ __forceinline__ void pair_up(const __half* x, int d, unsigned (&hi)[(N8 + 1) / 2][(N8 + 1) / 2][4],
                                        unsigned (&lo)[(N8 + 1) / 2][(N8 + 1) / 2][4])
{
    constexpr int M = (N8 + 1) / 2;
    const int g = (threadIdx.x & 31) >> 2;
    const int c = threadIdx.x & 3;
    float sum[M][2 * M][4] = {};
    // The order of the summed index is free: each thread's 16 bytes serve two steps of 16.
    uint4 rows[2 * M];
    uint4 next[2 * M];
    const auto load = [&](int q) {
#pragma unroll
        for (int n = 0; n < N8; ++n) {
            next[n] = __ldg((const uint4*)(x + (long)(n * 8 + g) * d + q + 8 * c));
        }
    };
    if (N8 & 1) {
        rows[2 * M - 1] = make_uint4(0, 0, 0, 0);
    }
    load(0);
#pragma unroll 1
    for (int q = 0; q < d; q += 32) {
#pragma unroll
        for (int n = 0; n < N8; ++n) {
            rows[n] = next[n];
        }
        if (q + 32 < d) {
            load(q + 32);
        }
#pragma unroll
        for (int s = 0; s < 2; ++s) {
#pragma unroll
            for (int m = 0; m < M; ++m) {
                const uint4& up = rows[2 * m];
                const uint4& down = rows[2 * m + 1];
                const unsigned a[4] = {s ? up.z : up.x, s ? down.z : down.x, s ? up.w : up.y, s ? down.w : down.y};
#pragma unroll
                for (int n = 0; n < N8; ++n) {
                    multiply16(sum[m][n], a, s ? rows[n].z : rows[n].x, s ? rows[n].w : rows[n].y);
                }
            }
        }
    }
#pragma unroll
    for (int m = 0; m < M; ++m) {
#pragma unroll
        for (int s = 0; s < M; ++s) {
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                const float(&from)[4] = sum[m][2 * s + (i >> 1)];
                const float v0 = from[2 * (i & 1)];
                const float v1 = from[2 * (i & 1) + 1];
                hi[m][s][i] = packed(v0, v1);
                lo[m][s][i] = remainder_of(v0, v1, hi[m][s][i]);
            }
        }
    }
}

__device__ __forceinline__ uint4 load_four(unsigned address)
{
    uint4 v;
    asm volatile("ld.shared.v4.b32 {%0,%1,%2,%3}, [%4];" : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w) : "r"(address) : "memory");
    return v;
}

// The same from shared memory, the tiles dealt out among the warps: tile m * N8 + n is rows 16 m and columns 8 n.
template <int N8>
__device__ __forceinline__ void pair_up_shared(unsigned own, int d, unsigned (&hi)[(N8 + 1) / 2][(N8 + 1) / 2][4],
                                               unsigned (&lo)[(N8 + 1) / 2][(N8 + 1) / 2][4])
{
    constexpr int M = (N8 + 1) / 2;
    constexpr int kMost = (M * N8 + 3) / 4;
    const int warp = threadIdx.x >> 5;
    const int warps = blockDim.x >> 5;
    const int lane = threadIdx.x & 31;
    const unsigned at = own + ((lane >> 2) * d + 8 * (lane & 3)) * 2;
    float sum[kMost][4] = {};
#pragma unroll 1
    for (int q = 0; q < d; q += 32) {
#pragma unroll
        for (int i = 0; i < kMost; ++i) {
            const int tile = warp + i * warps;
            if (tile < M * N8) {
                const int m = tile / N8;
                const int n = tile % N8;
                // The order of the summed index is free: each thread's 16 bytes serve two steps of 16.
                const uint4 up = load_four(at + (m * 16 * d + q) * 2);
                const uint4 down = 2 * m + 1 < N8 ? load_four(at + ((m * 16 + 8) * d + q) * 2) : make_uint4(0, 0, 0, 0);
                const uint4 right = load_four(at + (n * 8 * d + q) * 2);
                const unsigned first[4] = {up.x, down.x, up.y, down.y};
                const unsigned second[4] = {up.z, down.z, up.w, down.w};
                multiply16(sum[i], first, right.x, right.y);
                multiply16(sum[i], second, right.z, right.w);
            }
        }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < kMost; ++i) {
        const int tile = warp + i * warps;
        if (tile < M * N8) {
            const unsigned upper = packed(sum[i][0], sum[i][1]);
            const unsigned lower = packed(sum[i][2], sum[i][3]);
            asm volatile("st.shared.v4.b32 [%0], {%1,%2,%3,%4};" ::"r"(own + tile * 512 + lane * 16), "r"(upper), "r"(lower),
                         "r"(remainder_of(sum[i][0], sum[i][1], upper)), "r"(remainder_of(sum[i][2], sum[i][3], lower)) : "memory");
        }
    }
    __syncthreads();
#pragma unroll
    for (int m = 0; m < M; ++m) {
#pragma unroll
        for (int n = 0; n < 2 * M; ++n) {
            const uint4 v = n < N8 ? load_four(own + (m * N8 + n) * 512 + lane * 16) : make_uint4(0, 0, 0, 0);
            hi[m][n / 2][n % 2 * 2] = v.x;
            hi[m][n / 2][n % 2 * 2 + 1] = v.y;
            lo[m][n / 2][n % 2 * 2] = v.z;
            lo[m][n / 2][n % 2 * 2 + 1] = v.w;
        }
    }
}

template <int N8>
__device__ __forceinline__ void combine(float (&d)[4], const unsigned (&a)[(N8 + 1) / 2][4], const unsigned (&b)[N8])
{
#pragma unroll
    for (int s = 0; s < N8 / 2; ++s) {
        multiply16(d, a[s], b[2 * s], b[2 * s + 1]);
    }
    if (N8 & 1) {
        multiply8(d, a[N8 / 2][0], a[N8 / 2][1], b[N8 - 1]);
    }
}

// Rows of y lie at any even pitch in words: two columns of two rows are exchanged in registers.
template <int N8>
__device__ __forceinline__ void columns_by_words(unsigned base, int words, const unsigned (&hi)[(N8 + 1) / 2][(N8 + 1) / 2][4],
                                                 const unsigned (&lo)[(N8 + 1) / 2][(N8 + 1) / 2][4])
{
    constexpr int M = (N8 + 1) / 2;
    const int warp = threadIdx.x >> 5;
    const int warps = blockDim.x >> 5;
    const int g = (threadIdx.x & 31) >> 2;
    const int c = threadIdx.x & 3;
    const int groups = (words + 7) / 8;
#pragma unroll 2
    for (int group = warp; group < groups; group += warps) {
        const int word = group * 8 + g;
        const bool inside = word < words;
        unsigned even[N8];
        unsigned odd[N8];
#pragma unroll
        for (int n = 0; n < N8; ++n) {
            const unsigned at = base + ((n * 8 + 2 * c) * words + word) * 4;
            const unsigned upper = inside ? load_word(at) : 0;
            const unsigned lower = inside ? load_word(at + words * 4) : 0;
            even[n] = __byte_perm(upper, lower, 0x5410);
            odd[n] = __byte_perm(upper, lower, 0x7632);
        }
        __syncwarp();
#pragma unroll
        for (int m = 0; m < M; ++m) {
            float p[4] = {0, 0, 0, 0};
            float q[4] = {0, 0, 0, 0};
            combine<N8>(p, hi[m], even);
            combine<N8>(q, hi[m], odd);
            if (SPLIT) {
                combine<N8>(p, lo[m], even);
                combine<N8>(q, lo[m], odd);
            }
            const int first = group * 8 + 2 * c;
#pragma unroll
            for (int h = 0; h < 2; ++h) {
                if (2 * m + h < N8) {
                    const unsigned at = base + ((m * 16 + h * 8 + g) * words + first) * 4;
                    if (first < words) {
                        store_word(at, packed(p[2 * h], q[2 * h]));
                    }
                    if (first + 1 < words) {
                        store_word(at + 4, packed(p[2 * h + 1], q[2 * h + 1]));
                    }
                }
            }
        }
    }
}

// Rows of y lie 16 bytes further apart than they are long, so that eight of them meet no bank twice.
template <int N8>
__device__ __forceinline__ void columns_by_matrices(unsigned base, int k, const unsigned (&hi)[(N8 + 1) / 2][(N8 + 1) / 2][4],
                                                    const unsigned (&lo)[(N8 + 1) / 2][(N8 + 1) / 2][4])
{
    constexpr int M = (N8 + 1) / 2;
    const int warp = threadIdx.x >> 5;
    const int warps = blockDim.x >> 5;
    const int lane = threadIdx.x & 31;
    const int g = lane >> 2;
    const int c = lane & 3;
    const unsigned pitch = 2 * k + 16;
    for (int group = warp; group < k / 8; group += warps) {
        unsigned b[N8];
        const unsigned at = base + group * 16;
#pragma unroll
        for (int n = 0; n + 4 <= N8; n += 4) {
            asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                         : "=r"(b[n]), "=r"(b[n + 1]), "=r"(b[n + 2]), "=r"(b[n + 3]) : "r"(at + (n * 8 + lane) * pitch) : "memory");
        }
        if (N8 & 2) {
            constexpr int n = N8 & ~3;
            asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%0,%1}, [%2];"
                         : "=r"(b[n]), "=r"(b[n + 1]) : "r"(at + (n * 8 + (lane & 15)) * pitch) : "memory");
        }
        if (N8 & 1) {
            constexpr int n = N8 - 1;
            asm volatile("ldmatrix.sync.aligned.m8n8.x1.trans.shared.b16 {%0}, [%1];"
                         : "=r"(b[n]) : "r"(at + (n * 8 + (lane & 7)) * pitch) : "memory");
        }
        __syncwarp();
#pragma unroll
        for (int m = 0; m < M; ++m) {
            float p[4] = {0, 0, 0, 0};
            combine<N8>(p, hi[m], b);
            if (SPLIT) {
                combine<N8>(p, lo[m], b);
            }
#pragma unroll
            for (int h = 0; h < 2; ++h) {
                if (2 * m + h < N8) {
                    store_word(at + (m * 16 + h * 8 + g) * pitch + 4 * c, packed(p[2 * h], p[2 * h + 1]));
                }
            }
        }
    }
}

template <int N8>
__device__ __forceinline__ void fused(const __half* x, const __half* y, __half* out, int d, int k, bool padded, unsigned char* memory)
{
    constexpr int M = (N8 + 1) / 2;
    const unsigned base = shared_address(memory);
    const unsigned own = base + N8 * 8 * (2 * k + 16);
    const unsigned bar = padded ? own + N8 * 16 * d : base + N8 * 8 * 2 * k;
    if (threadIdx.x == 0) {
        asm volatile("mbarrier.init.shared::cta.b64 [%0], 1;" ::"r"(bar) : "memory");
        asm volatile("mbarrier.init.shared::cta.b64 [%0], 1;" ::"r"(bar + 8) : "memory");
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
        asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(bar), "r"(N8 * 16 * k) : "memory");
        if (padded) {
            asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(bar + 8), "r"(N8 * 16 * d) : "memory");
            bulk_load(own, x, N8 * 16 * d, bar + 8);
        }
    }
    __syncthreads();
    if (threadIdx.x < 32) {
        for (int row = threadIdx.x; row < N8 * 8; row += 32) {
            if (padded) {
                bulk_load(base + row * (2 * k + 16), y + (long)row * k, 2 * k, bar);
            } else if ((row & 7) == 0) {
                bulk_load(base + row * 2 * k, y + (long)row * k, 16 * k, bar);
            }
        }
    }
    unsigned hi[M][M][4];
    unsigned lo[M][M][4];
    if (padded) {
        barrier_wait(bar + 8, 0);
        pair_up_shared<N8>(own, d, hi, lo);
    } else {
        pair_up<N8>(x, d, hi, lo);
    }
    barrier_wait(bar, 0);
    if (padded) {
        columns_by_matrices<N8>(base, k, hi, lo);
    } else {
        columns_by_words<N8>(base, k / 2, hi, lo);
    }
    asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
    __syncthreads();
    if (threadIdx.x < 32) {
        for (int row = threadIdx.x; row < N8 * 8; row += 32) {
            if (padded) {
                bulk_store(out + (long)row * k, base + row * (2 * k + 16), 2 * k);
            } else if ((row & 7) == 0) {
                bulk_store(out + (long)row * k, base + row * 2 * k, 16 * k);
            }
        }
        asm volatile("cp.async.bulk.commit_group;\ncp.async.bulk.wait_group.read 0;" ::: "memory");
    }
}

__device__ __noinline__ void plain(const __half* x, const __half* y, __half* out, long n, long d, long k)
{
    // One row of the n x n product at a time would not fit every n: each thread sums what it needs itself.
    for (long at = threadIdx.x; at < n * k; at += blockDim.x) {
        const long i = at / k;
        const long j = at % k;
        float sum = 0;
        for (long m = 0; m < n; ++m) {
            float pair = 0;
            for (long e = 0; e < d; ++e) {
                pair += __half2float(x[i * d + e]) * __half2float(x[m * d + e]);
            }
            sum += pair * __half2float(y[m * k + j]);
        }
        out[at] = __float2half(sum);
    }
}

extern "C" __global__ void __launch_bounds__(256, 2)
    wukong_ofm_fp16(const __half* x, const __half* y, __half* out, long n, long d, long k)
{
    extern __shared__ __align__(128) unsigned char memory[];
    x += blockIdx.x * n * d;
    y += blockIdx.x * n * k;
    out += blockIdx.x * n * k;
    const bool padded = k % 8 == 0;
    const bool fits = d % 32 == 0 && d >= 128 && k % 2 == 0 && n % 8 == 0 && (padded ? n * (2 * k + 16 + 2 * d) : n * 2 * k) + 16 <= ROOM;
    if (fits && n == 24) {
        fused<3>(x, y, out, (int)d, (int)k, padded, memory);
    } else if (fits && n == 40 && padded) {
        fused<5>(x, y, out, (int)d, (int)k, true, memory);
    } else if (fits && n == 48 && padded) {
        fused<6>(x, y, out, (int)d, (int)k, true, memory);
    } else if (fits && n == 32) {
        fused<4>(x, y, out, (int)d, (int)k, padded, memory);
    } else {
        plain(x, y, out, n, d, k);
    }
}
