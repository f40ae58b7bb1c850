// (X X^T) Y, one launch, one block of threads a multiprocessor that takes one batch element after the other. Its warps have
// three roles, elements apart from one another: one brings elements ahead by bulk copies into rings in shared memory and sends
// results off from there, six form the n x n product (a block of 16 x 16 of its upper half each, turned over for the lower
// half), eight replace Y by the result, column group by column group. Against inplace.cu, whose blocks load, multiply and store in
// step with one another: memory is busy all the time. Three places of Y, not four: with four .0356 and .0427 ms
// instead of .0347 and .0400 (n = 40, 48).
// launch: wukong_ofm_fp16 global(min(batch, 132) * 480) local(480) args(x, y, out, batch, n, d, k, local int[58112])
#define PAIRING 6
#define WARPS 8
#define ROOM 232448
#include <cuda_fp16.h>

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_init(unsigned bar, unsigned count)
{
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(bar), "r"(count) : "memory");
}

__device__ __forceinline__ void barrier_expect(unsigned bar, unsigned bytes)
{
    asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(bar), "r"(bytes) : "memory");
}

__device__ __forceinline__ void barrier_arrive(unsigned bar)
{
    asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" ::"r"(bar) : "memory");
}

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
    asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}

__device__ __forceinline__ void multiply8(float (&d)[4], unsigned a0, unsigned a1, unsigned b0)
{
    asm("mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5}, {%6}, {%0,%1,%2,%3};"
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

// What a place of Y, a place of X, and the exchange of the n x n product take of shared memory, and how many places there are.
template <int N8, bool kPadded>
struct Layout
{
    static constexpr int kProduct = (N8 + 1) / 2 * ((N8 + 1) / 2) * 1024;
    unsigned y_pitch, y_bytes, x_bytes, y_places, x_places;

    __device__ Layout(int d, int k)
        : y_pitch(2 * k + (kPadded ? 16 : 0)), y_bytes(N8 * 8 * y_pitch), x_bytes(N8 * 16 * d)
    {
        const unsigned room = ROOM - 2 * kProduct - 192;
        y_places = room < x_bytes ? 0 : min(3u, (room - x_bytes) / y_bytes);
        x_places = y_places == 0 ? 0 : min(4u, (room - y_places * y_bytes) / x_bytes);
    }
    __device__ bool fits() const { return y_places > 0; }
};

__device__ __forceinline__ unsigned turned(unsigned v)
{
    unsigned t;
    asm("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(t) : "r"(v));
    return t;
}

// One block of 16 x 16 of the n x n product, rows 16 i and columns 16 j, as left operands of the second product: value and
// remainder.
template <int N8>
__device__ __forceinline__ void pair_up(const unsigned char* own, int d, int i, int j, uint4& hi, uint4& lo)
{
    const int lane = threadIdx.x & 31;
    const unsigned char* at = own + ((lane >> 2) * d + 8 * (lane & 3)) * 2;
    const unsigned char* rows = at + i * 32 * d;
    const unsigned char* columns = at + j * 32 * d;
    const uint4 none = make_uint4(0, 0, 0, 0);
    float sum[4][4] = {};
#pragma unroll 4
    for (int q = 0; q < 2 * d; q += 64) {
        // The order of the summed index is free: each thread's 16 bytes serve two steps of 16.
        const uint4 a = *(const uint4*)(rows + q);
        const uint4 b = 2 * i + 1 < N8 ? *(const uint4*)(rows + 16 * d + q) : none;
        const uint4 c = i == j ? a : *(const uint4*)(columns + q);
        const uint4 e = i == j ? b : 2 * j + 1 < N8 ? *(const uint4*)(columns + 16 * d + q) : none;
        const unsigned first[4] = {a.x, b.x, a.y, b.y};
        const unsigned second[4] = {a.z, b.z, a.w, b.w};
        multiply16(sum[0], first, c.x, c.y);
        multiply16(sum[1], first, e.x, e.y);
        multiply16(sum[2], second, c.z, c.w);
        multiply16(sum[3], second, e.z, e.w);
    }
#pragma unroll
    for (int m = 0; m < 4; ++m) {
        sum[0][m] += sum[2][m];
        sum[1][m] += sum[3][m];
    }
    hi = make_uint4(packed(sum[0][0], sum[0][1]), packed(sum[0][2], sum[0][3]), packed(sum[1][0], sum[1][1]), packed(sum[1][2], sum[1][3]));
    lo = make_uint4(remainder_of(sum[0][0], sum[0][1], hi.x), remainder_of(sum[0][2], sum[0][3], hi.y),
                    remainder_of(sum[1][0], sum[1][1], hi.z), remainder_of(sum[1][2], sum[1][3], hi.w));
}

template <int N8>
__device__ __forceinline__ void put(unsigned char* to, int i, int j, const uint4& hi, const uint4& lo)
{
    uint4* at = (uint4*)(to + (i * ((N8 + 1) / 2) + j) * 1024) + (threadIdx.x & 31);
    at[0] = hi;
    at[32] = lo;
}

template <int N8>
__device__ __forceinline__ void take_product(const unsigned char* from, unsigned (&hi)[(N8 + 1) / 2][(N8 + 1) / 2][4],
                                             unsigned (&lo)[(N8 + 1) / 2][(N8 + 1) / 2][4])
{
    constexpr int M = (N8 + 1) / 2;
#pragma unroll
    for (int m = 0; m < M; ++m) {
#pragma unroll
        for (int n = 0; n < M; ++n) {
            const uint4* at = (const uint4*)(from + (m * M + n) * 1024) + (threadIdx.x & 31);
            const uint4 h = at[0];
            const uint4 l = at[32];
            hi[m][n][0] = h.x;
            hi[m][n][1] = h.y;
            hi[m][n][2] = h.z;
            hi[m][n][3] = h.w;
            lo[m][n][0] = l.x;
            lo[m][n][1] = l.y;
            lo[m][n][2] = l.z;
            lo[m][n][3] = l.w;
        }
    }
}

// Rows of y lie at any even pitch in words: two columns of two rows are exchanged in registers. The next group's words are
// asked for before this group's products.
template <int N8>
__device__ __forceinline__ void columns_by_words(unsigned base, int words, const unsigned (&hi)[(N8 + 1) / 2][(N8 + 1) / 2][4],
                                                 const unsigned (&lo)[(N8 + 1) / 2][(N8 + 1) / 2][4])
{
    constexpr int M = (N8 + 1) / 2;
    const int g = (threadIdx.x & 31) >> 2;
    const int c = threadIdx.x & 3;
    const int groups = (words + 7) / 8;
    unsigned upper[N8];
    unsigned lower[N8];
    const auto load = [&](int group) {
        const int word = group * 8 + g;
#pragma unroll
        for (int n = 0; n < N8; ++n) {
            const unsigned at = base + ((n * 8 + 2 * c) * words + word) * 4;
            upper[n] = word < words ? load_word(at) : 0;
            lower[n] = word < words ? load_word(at + words * 4) : 0;
        }
    };
    int group = (threadIdx.x >> 5) - PAIRING;
    if (group < groups) {
        load(group);
    }
#pragma unroll 1
    for (; group < groups; group += WARPS) {
        unsigned even[N8];
        unsigned odd[N8];
#pragma unroll
        for (int n = 0; n < N8; ++n) {
            even[n] = __byte_perm(upper[n], lower[n], 0x5410);
            odd[n] = __byte_perm(upper[n], lower[n], 0x7632);
        }
        __syncwarp();
        if (group + WARPS < groups) {
            load(group + WARPS);
        }
        const int first = group * 8 + 2 * c;
#pragma unroll
        for (int m = 0; m < M; ++m) {
            float p[4] = {0, 0, 0, 0};
            float q[4] = {0, 0, 0, 0};
            combine<N8>(p, hi[m], even);
            combine<N8>(q, hi[m], odd);
            combine<N8>(p, lo[m], even);
            combine<N8>(q, lo[m], odd);
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

template <int N8>
__device__ __forceinline__ void load_column_group(unsigned at, unsigned pitch, unsigned (&b)[N8])
{
    const int lane = threadIdx.x & 31;
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
}

// Rows of y lie 16 bytes further apart than they are long, so that eight of them meet no bank twice.
template <int N8>
__device__ __forceinline__ void columns_by_matrices(unsigned base, int k, const unsigned (&hi)[(N8 + 1) / 2][(N8 + 1) / 2][4],
                                                    const unsigned (&lo)[(N8 + 1) / 2][(N8 + 1) / 2][4])
{
    constexpr int M = (N8 + 1) / 2;
    const int lane = threadIdx.x & 31;
    const unsigned pitch = 2 * k + 16;
    const unsigned own = (lane >> 2) * pitch + 4 * (lane & 3);
    int group = (threadIdx.x >> 5) - PAIRING;
    unsigned next[N8];
    if (group < k / 8) {
        load_column_group<N8>(base + group * 16, pitch, next);
    }
#pragma unroll 1
    for (; group < k / 8; group += WARPS) {
        unsigned b[N8];
        const unsigned at = base + group * 16;
#pragma unroll
        for (int n = 0; n < N8; ++n) {
            b[n] = next[n];
        }
        __syncwarp();
        if (group + WARPS < k / 8) {
            load_column_group<N8>(at + WARPS * 16, pitch, next);
        }
        float p[M][4] = {};
        float q[M][4] = {};
#pragma unroll
        for (int m = 0; m < M; ++m) {
            combine<N8>(p[m], hi[m], b);
            combine<N8>(q[m], lo[m], b);
        }
#pragma unroll
        for (int m = 0; m < M; ++m) {
#pragma unroll
            for (int h = 0; h < 2; ++h) {
                if (2 * m + h < N8) {
                    store_word(at + own + (m * 16 + h * 8) * pitch,
                               packed(p[m][2 * h] + q[m][2 * h], p[m][2 * h + 1] + q[m][2 * h + 1]));
                }
            }
        }
    }
}

template <int N8, bool kPadded>
__device__ __forceinline__ void pipeline(const __half* x, const __half* y, __half* out, int batch, int d, int k, unsigned char* memory)
{
    constexpr int M = (N8 + 1) / 2;
    const Layout<N8, kPadded> layout(d, k);
    const int y_places = layout.y_places;
    const int x_places = layout.x_places;
    const unsigned ys = shared_address(memory);
    const unsigned xs = ys + y_places * layout.y_bytes;
    const unsigned product = xs + x_places * layout.x_bytes;
    const unsigned y_full = product + 2 * layout.kProduct;
    const unsigned y_done = y_full + 32;
    const unsigned x_full = y_full + 64;
    const unsigned x_done = y_full + 96;
    const unsigned product_full = y_full + 128;
    const unsigned product_taken = y_full + 144;
    constexpr int kBlocks = M * (M + 1) / 2;
    const int count = (batch - (int)blockIdx.x + (int)gridDim.x - 1) / (int)gridDim.x;
    const int lane = threadIdx.x & 31;
    const auto element = [&](int i) { return (long)blockIdx.x + (long)i * gridDim.x; };

    if (threadIdx.x >= (PAIRING + WARPS) * 32) {
        if (lane == 0) {
            for (int i = 0; i < y_places; ++i) {
                barrier_init(y_full + 8 * i, 1);
                barrier_init(y_done + 8 * i, WARPS);
            }
            for (int i = 0; i < x_places; ++i) {
                barrier_init(x_full + 8 * i, 1);
                barrier_init(x_done + 8 * i, kBlocks);
            }
            for (int i = 0; i < 2; ++i) {
                barrier_init(product_full + 8 * i, kBlocks);
                barrier_init(product_taken + 8 * i, WARPS);
            }
            asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
            asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        }
        __syncwarp();
        const auto fetch_x = [&](int i, int place) {
            if (lane == 0) {
                barrier_expect(x_full + 8 * place, layout.x_bytes);
                bulk_load(xs + place * layout.x_bytes, x + element(i) * (N8 * 8) * d, layout.x_bytes, x_full + 8 * place);
            }
        };
        const auto fetch_y = [&](int i, int place) {
            if (lane == 0) {
                barrier_expect(y_full + 8 * place, N8 * 16 * k);
            }
            __syncwarp();
            const __half* from = y + element(i) * (N8 * 8) * k;
            const unsigned to = ys + place * layout.y_bytes;
            if (kPadded) {
                for (int row = lane; row < N8 * 8; row += 32) {
                    bulk_load(to + row * layout.y_pitch, from + (long)row * k, 2 * k, y_full + 8 * place);
                }
            } else if (lane < N8) {
                bulk_load(to + lane * 16 * k, from + (long)lane * 8 * k, 16 * k, y_full + 8 * place);
            }
        };
        for (int i = 0; i < max(x_places, y_places); ++i) {
            if (i < x_places && i < count) {
                fetch_x(i, i);
            }
            if (i < y_places && i < count) {
                fetch_y(i, i);
            }
        }
        __syncthreads();
        int x_place = 0;
        int y_place = 0;
        unsigned x_parity = 0;
        unsigned y_parity = 0;
        for (int i = 0; i < count; ++i) {
            barrier_wait(x_done + 8 * x_place, x_parity);
            if (i + x_places < count) {
                fetch_x(i + x_places, x_place);
            }
            barrier_wait(y_done + 8 * y_place, y_parity);
            __half* to = out + element(i) * (N8 * 8) * k;
            const unsigned from = ys + y_place * layout.y_bytes;
            if (kPadded) {
                for (int row = lane; row < N8 * 8; row += 32) {
                    bulk_store(to + (long)row * k, from + row * layout.y_pitch, 2 * k);
                }
            } else if (lane < N8) {
                bulk_store(to + (long)lane * 8 * k, from + lane * 16 * k, 16 * k);
            }
            asm volatile("cp.async.bulk.commit_group;\ncp.async.bulk.wait_group.read 0;" ::: "memory");
            __syncwarp();
            if (i + y_places < count) {
                fetch_y(i + y_places, y_place);
            }
            if (++x_place == x_places) {
                x_place = 0;
                x_parity ^= 1;
            }
            if (++y_place == y_places) {
                y_place = 0;
                y_parity ^= 1;
            }
        }
        return;
    }

    __syncthreads();
    unsigned char* const products = memory + (product - ys);
    if (threadIdx.x < PAIRING * 32) {
        const int block = threadIdx.x >> 5;
        if (block >= kBlocks) {
            return;
        }
        const int m = block < M ? 0 : block < 2 * M - 1 ? 1 : 2;
        const int n = block - m * M + m * (m + 1) / 2;
        int place = 0;
        unsigned parity = 0;
        for (int i = 0; i < count; ++i) {
            uint4 hi;
            uint4 lo;
            barrier_wait(x_full + 8 * place, parity);
            pair_up<N8>(memory + (xs - ys) + place * layout.x_bytes, d, m, n, hi, lo);
            __syncwarp();
            if (lane == 0) {
                barrier_arrive(x_done + 8 * place);
            }
            unsigned char* to = products + (i & 1) * layout.kProduct;
            barrier_wait(product_taken + 8 * (i & 1), (i >> 1 & 1) ^ 1);
            put<N8>(to, m, n, hi, lo);
            if (m != n) {
                put<N8>(to, n, m, make_uint4(turned(hi.x), turned(hi.z), turned(hi.y), turned(hi.w)),
                        make_uint4(turned(lo.x), turned(lo.z), turned(lo.y), turned(lo.w)));
            }
            __syncwarp();
            if (lane == 0) {
                barrier_arrive(product_full + 8 * (i & 1));
            }
            if (++place == x_places) {
                place = 0;
                parity ^= 1;
            }
        }
        return;
    }
    int place = 0;
    unsigned parity = 0;
    for (int i = 0; i < count; ++i) {
        unsigned hi[M][M][4];
        unsigned lo[M][M][4];
        barrier_wait(product_full + 8 * (i & 1), i >> 1 & 1);
        take_product<N8>(products + (i & 1) * layout.kProduct, hi, lo);
        __syncwarp();
        if (lane == 0) {
            barrier_arrive(product_taken + 8 * (i & 1));
        }
        barrier_wait(y_full + 8 * place, parity);
        if (kPadded) {
            columns_by_matrices<N8>(ys + place * layout.y_bytes, k, hi, lo);
        } else {
            columns_by_words<N8>(ys + place * layout.y_bytes, k / 2, hi, lo);
        }
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        __syncwarp();
        if (lane == 0) {
            barrier_arrive(y_done + 8 * place);
        }
        if (++place == y_places) {
            place = 0;
            parity ^= 1;
        }
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

template <int N8, bool kPadded>
__device__ __forceinline__ bool piped(const __half* x, const __half* y, __half* out, long batch, long n, long d, long k,
                                      unsigned char* memory)
{
    if (n != N8 * 8 || d % 32 != 0 || d > 1024 || k > 8192 || (kPadded ? k % 8 != 0 : k % 2 != 0)
        || !Layout<N8, kPadded>((int)d, (int)k).fits()) {
        return false;
    }
    pipeline<N8, kPadded>(x, y, out, (int)batch, (int)d, (int)k, memory);
    return true;
}

extern "C" __global__ void __launch_bounds__(480, 1)
    wukong_ofm_fp16(const __half* x, const __half* y, __half* out, long batch, long n, long d, long k)
{
    extern __shared__ __align__(128) unsigned char memory[];
    if (piped<3, true>(x, y, out, batch, n, d, k, memory) || piped<3, false>(x, y, out, batch, n, d, k, memory)
        || piped<4, true>(x, y, out, batch, n, d, k, memory) || piped<5, true>(x, y, out, batch, n, d, k, memory)
        || piped<6, true>(x, y, out, batch, n, d, k, memory)) {
        return;
    }
    for (long b = blockIdx.x; b < batch; b += gridDim.x) {
        plain(x + b * n * d, y + b * n * k, out + b * n * k, n, d, k);
    }
}
