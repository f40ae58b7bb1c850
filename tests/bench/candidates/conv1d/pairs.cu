// For 96 channels and length 200 in float32: each number is two of half precision, value and remainder, after a power of
// two, and three products of half precision (wgmma) leave out what is below 2^-21 of a product. Winograd's F(2, 3): two neighbouring outputs
// take four products of sums of x and of sums of weights instead of six. Pairs of positions are the rows of the left operand,
// which a warp adds and parts in registers. First the two products that both outputs share, their sum and difference, then on
// top of each the product of its own: two sums of 64 pairs by 96 channels.
// One persistent launch. The weights' sums lie in shared memory, parted; x comes as it lies, 16 rows of a batch element a bulk
// copy, through a ring of six, in which a row's place is free again once its half of the second pass has read it.
// Measured for 2048: .1228 ms (groups.cu, direct, .1838); floor .074 by bytes.
// The power of two for x comes of 1024 numbers of it; where one is more than 64 times the largest of those, the products
// are not finite, and that position is done again in float32. Any other shape takes a plain path.
// launch: conv1d global(GROUPS * 384) local(384) args(x, w, bias, y, batch, channels_in, channels_out, length, local int[57280])
#define GROUPS 132
#define TEAMS 2
#define SLOTS 6
#define PITCH 200
#include <cuda_fp16.h>

#define SLOT (16 * PITCH * 4)
#define WEIGHTS 147456
#define TABLES (WEIGHTS + SLOTS * SLOT)

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_init(unsigned bar, unsigned count)
{
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(bar), "r"(count) : "memory");
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

__device__ __forceinline__ void barrier_expect(unsigned bar, unsigned bytes)
{
    asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(bar), "r"(bytes) : "memory");
}

__device__ __forceinline__ void bulk_load(unsigned to, const void* from, unsigned bytes, unsigned bar)
{
    asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
                 ::"r"(to), "l"(from), "r"(bytes), "r"(bar) : "memory");
}

template <int kAdd>
__device__ __forceinline__ void multiply(float (&d)[12][4], const unsigned (&a)[4], unsigned long b)
{
    asm volatile("{\n.reg .pred p;\nsetp.ne.b32 p, %53, 0;\nwgmma.mma_async.sync.aligned.m64n96k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47}, {%48, %49, %50, %51}, %52, p, 1, 1, 0;\n}"
        :
          "+f"(d[0][0]), "+f"(d[0][1]), "+f"(d[0][2]), "+f"(d[0][3]),
          "+f"(d[1][0]), "+f"(d[1][1]), "+f"(d[1][2]), "+f"(d[1][3]),
          "+f"(d[2][0]), "+f"(d[2][1]), "+f"(d[2][2]), "+f"(d[2][3]),
          "+f"(d[3][0]), "+f"(d[3][1]), "+f"(d[3][2]), "+f"(d[3][3]),
          "+f"(d[4][0]), "+f"(d[4][1]), "+f"(d[4][2]), "+f"(d[4][3]),
          "+f"(d[5][0]), "+f"(d[5][1]), "+f"(d[5][2]), "+f"(d[5][3]),
          "+f"(d[6][0]), "+f"(d[6][1]), "+f"(d[6][2]), "+f"(d[6][3]),
          "+f"(d[7][0]), "+f"(d[7][1]), "+f"(d[7][2]), "+f"(d[7][3]),
          "+f"(d[8][0]), "+f"(d[8][1]), "+f"(d[8][2]), "+f"(d[8][3]),
          "+f"(d[9][0]), "+f"(d[9][1]), "+f"(d[9][2]), "+f"(d[9][3]),
          "+f"(d[10][0]), "+f"(d[10][1]), "+f"(d[10][2]), "+f"(d[10][3]),
          "+f"(d[11][0]), "+f"(d[11][1]), "+f"(d[11][2]), "+f"(d[11][3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b), "n"(kAdd));
}

// Rows of 128 bytes, their 16-byte pieces exchanged by the row's number: the 128-byte swizzle.
__device__ __forceinline__ unsigned long descriptor(unsigned address)
{
    return (address >> 4) | (1ul << 16) | (64ul << 32) | (1ul << 62);
}

__device__ __forceinline__ float largest_of_warp(float v)
{
#pragma unroll
    for (int i = 16; i; i >>= 1) {
        v = fmaxf(v, __shfl_xor_sync(~0u, v, i));
    }
    return v;
}

// The power of two that brings `largest` to between 2^to and 2^(to + 1), and its inverse.
__device__ __forceinline__ void powers(float largest, int to, float& up, float& down)
{
    const int e = max((int)(__float_as_uint(largest) >> 23), 15);
    up = __uint_as_float((unsigned)(254 + to - e) << 23);
    down = __uint_as_float((unsigned)(e - to) << 23);
}

__device__ __forceinline__ void parted(float v0, float v1, unsigned& value, unsigned& rest)
{
    const __half2 h = __floats2half2_rn(v0, v1);
    const float2 f = __half22float2(h);
    const __half2 l = __floats2half2_rn(v0 - f.x, v1 - f.y);
    value = *(const unsigned*)&h;
    rest = *(const unsigned*)&l;
}

// What is multiplied by sums of x: of three taps u, v, w these are (u + v + w) / 2, (u - v + w) / 2, u and -w.
// As right operand: a block for each of the four and 32 input channels has a row for each output channel, the 32 values
// and then the 32 remainders. Among 16 input channels, numbers 2c, 2c + 1, 2c + 8, 2c + 9 of the summed index are the
// channels c, c + 4, c + 8, c + 12: so many words of four such rows of x lie in different banks.
__device__ __forceinline__ void pack(const float* w, unsigned char* memory, int warp, int lane)
{
    float* table = (float*)(memory + TABLES + 256);
    constexpr int kRows = 96 / (TEAMS * 4);
    float v[kRows][9];
#pragma unroll
    for (int i = 0; i < kRows; ++i) {
        const float* from = w + (warp + i * TEAMS * 4) * 288 + lane * 3;
#pragma unroll
        for (int q = 0; q < 3; ++q) {
#pragma unroll
            for (int j = 0; j < 3; ++j) {
                v[i][3 * q + j] = __ldg(from + q * 96 + j);
            }
        }
    }
#pragma unroll
    for (int i = 0; i < kRows; ++i) {
        const int o = warp + i * TEAMS * 4;
        float sums[3][4];
        float largest = 0;
#pragma unroll
        for (int q = 0; q < 3; ++q) {
            const float outer = 0.5f * v[i][3 * q] + 0.5f * v[i][3 * q + 2];
            const float inner = 0.5f * v[i][3 * q + 1];
            sums[q][0] = outer + inner;
            sums[q][1] = outer - inner;
            sums[q][2] = v[i][3 * q];
            sums[q][3] = -v[i][3 * q + 2];
#pragma unroll
            for (int e = 0; e < 4; ++e) {
                largest = fmaxf(largest, fabsf(sums[q][e]));
            }
        }
        float up;
        float down;
        powers(largest_of_warp(largest), 14, up, down);
        if (lane == 0) {
            table[(o >> 1) * 4 + (o & 1)] = down;
        }
        const int k = (lane & 16) | ((lane & 3) << 1) | ((lane >> 2) & 1) | (lane & 8);
#pragma unroll
        for (int q = 0; q < 3; ++q) {
#pragma unroll
            for (int e = 0; e < 4; ++e) {
                __half* row = (__half*)(memory + (e * 3 + q) * 12288 + o * 128);
                const float scaled = sums[q][e] * up;
                const __half h = __float2half(scaled);
                row[(((k >> 3) ^ (o & 7)) << 3) + (k & 7)] = h;
                row[(((k >> 3) ^ 4 ^ (o & 7)) << 3) + (k & 7)] = __float2half(scaled - __half2float(h));
            }
        }
    }
}

__device__ __forceinline__ void produce(const float* x, int batch, unsigned ring, unsigned full, unsigned empty)
{
    unsigned parity = 1;
    for (int b = blockIdx.x; b < batch; b += gridDim.x, parity ^= 1) {
        for (int i = 0; i < SLOTS; ++i) {
            barrier_wait(empty + 8 * i, parity);
            barrier_expect(full + 8 * i, SLOT);
            bulk_load(ring + i * SLOT, x + (long)b * 19200 + i * 3200, SLOT, full + 8 * i);
        }
    }
}

__device__ __noinline__ float exact(const float* x, const float* w, float sum, int t)
{
    for (int i = 0; i < 96; ++i, x += 200, w += 3) {
        sum += t > 0 ? x[t - 1] * w[0] : 0.0f;
        sum += x[t] * w[1];
        sum += t < 199 ? x[t + 1] * w[2] : 0.0f;
    }
    return sum;
}

__device__ __forceinline__ void consume(const float* x, const float* w, const float* bias, float* y, int batch, unsigned char* memory,
                                        float up, unsigned full, unsigned empty)
{
    // Of 100 pairs the first team has 52; the last twelve rows of its last warp are not stored.
    const int team = threadIdx.x >> 7;
    const int within = (threadIdx.x >> 5 & 3) * 16;
    const int lane = threadIdx.x & 31;
    const int g = lane >> 2;
    const int c = lane & 3;
    const int pair = team * 52 + within + g;
    const int count = team ? 48 : 52;
    const bool busy = within < count;
    const bool none_before = pair == 0;
    const bool none_behind = pair + 8 == 99;
    const float4* table = (const float4*)(memory + TABLES + 256) + c;
    const unsigned long right = descriptor(shared_address(memory));
    const float* columns = (const float*)(memory + WEIGHTS) + c * PITCH + 2 * pair;
    unsigned parity = 0;
    for (int b = blockIdx.x; b < batch; b += gridDim.x, parity ^= 1) {
        float acc[2][12][4];
        unsigned value[2][2][4] = {};
        unsigned rest[2][2][4] = {};
#pragma unroll
        for (int step = 0; step < 12; ++step) {
            const int s = step % 6;
            const int turn = step & 1;
            if (step < 6) {
                barrier_wait(full + 8 * s, parity);
            }
            if (busy) {
                const float* from = columns + s * (SLOT / 4);
#pragma unroll
                for (int h = 0; h < 2; ++h) {
#pragma unroll
                    for (int r = 0; r < 2; ++r) {
                        float sums[2][2];
#pragma unroll
                        for (int odd = 0; odd < 2; ++odd) {
                            const float* at = from + (8 * h + 4 * odd) * PITCH + 16 * r;
                            const float2 middle = *(const float2*)at;
                            if (step < 6) {
                                sums[odd][0] = middle.y * up + middle.x * up;
                                sums[odd][1] = middle.y * up - middle.x * up;
                            } else {
                                const float before = r == 0 && none_before ? 0 : at[-1];
                                const float behind = r == 1 && none_behind ? 0 : at[2];
                                sums[odd][0] = before * up - middle.y * up;
                                sums[odd][1] = middle.x * up - behind * up;
                            }
                        }
#pragma unroll
                        for (int e = 0; e < 2; ++e) {
                            parted(sums[0][e], sums[1][e], value[turn][e][2 * h + r], rest[turn][e][2 * h + r]);
                        }
                    }
                }
            }
            if (step >= 6) {
                __syncwarp();
                if (lane == 0) {
                    barrier_arrive(empty + 8 * s);
                }
            }
            if (step == 6) {
                // What both outputs share is there: the even one takes the sum, the odd one the difference.
                asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
#pragma unroll
                for (int i = 0; i < 12; ++i) {
#pragma unroll
                    for (int j = 0; j < 4; ++j) {
                        asm volatile("" : "+f"(acc[0][i][j]), "+f"(acc[1][i][j])::"memory");
                        const float sum = acc[0][i][j] + acc[1][i][j];
                        acc[1][i][j] = acc[0][i][j] - acc[1][i][j];
                        acc[0][i][j] = sum;
                    }
                }
            }
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
#pragma unroll
            for (int e = 0; e < 2; ++e) {
                const unsigned long from = right + ((((step / 6 * 2 + e) * 3 + s / 2) * 12288 + (s & 1) * 32) >> 4);
                step == 0 ? multiply<0>(acc[e], rest[turn][e], from) : multiply<1>(acc[e], rest[turn][e], from);
                multiply<1>(acc[e], value[turn][e], from + (64 >> 4));
                multiply<1>(acc[e], value[turn][e], from);
            }
            asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
            if (step != 11) {
                asm volatile("wgmma.wait_group.sync.aligned 1;" ::: "memory");
            }
        }
        asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
#pragma unroll
        for (int i = 0; i < 12; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                asm volatile("" : "+f"(acc[0][i][j]), "+f"(acc[1][i][j])::"memory");
            }
        }
        float* out = y + (long)b * 19200 + 2 * c * 200 + 2 * pair;
        bool bad[2];
#pragma unroll
        for (int r = 0; r < 2; ++r) {
            const bool stored = within + g + 8 * r < count;
            bad[r] = stored && !(fabsf(acc[0][0][2 * r]) + fabsf(acc[1][0][2 * r]) < 3e38f);
#pragma unroll
            for (int i = 0; i < 12; ++i) {
                const float4 of = table[i * 4];
                if (stored) {
                    *(float2*)(out + i * 1600 + 16 * r) =
                        make_float2(fmaf(acc[0][i][2 * r], of.x, of.z), fmaf(acc[1][i][2 * r], of.x, of.z));
                    *(float2*)(out + i * 1600 + 200 + 16 * r) =
                        make_float2(fmaf(acc[0][i][2 * r + 1], of.y, of.w), fmaf(acc[1][i][2 * r + 1], of.y, of.w));
                }
            }
        }
        if (bad[0] || bad[1]) {
#pragma unroll 1
            for (int n = 0; n < 96; ++n) {
                const int r = n & 1;
                const int t = 2 * (pair + 8 * r) + (n >> 1 & 1);
                const int o = n / 8 * 8 + 2 * c + (n >> 2 & 1);
                if (r ? bad[1] : bad[0]) {
                    y[(long)b * 19200 + o * 200 + t] = exact(x + (long)b * 19200, w + o * 288, bias[o], t);
                }
            }
        }
    }
}

__device__ __forceinline__ void resident(const float* x, const float* w, const float* bias, float* y, int batch, unsigned char* memory)
{
    const unsigned full = shared_address(memory) + TABLES;
    const unsigned empty = full + 8 * SLOTS;
    if ((int)blockIdx.x >= batch) {
        return;
    }
    if (threadIdx.x == 0) {
        for (int i = 0; i < SLOTS; ++i) {
            barrier_init(full + 8 * i, 1);
            barrier_init(empty + 8 * i, TEAMS * 4);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (threadIdx.x >= TEAMS * 128) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 40;");
        if (threadIdx.x == TEAMS * 128) {
            produce(x, batch, shared_address(memory) + WEIGHTS, full, empty);
        }
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 232;");
        const float4 sample = __ldg((const float4*)x + (long)threadIdx.x * batch * 4800 / (TEAMS * 128));
        pack(w, memory, threadIdx.x >> 5, threadIdx.x & 31);
        float* largest = (float*)(memory + TABLES + 128);
        const float own = largest_of_warp(fmaxf(fmaxf(fabsf(sample.x), fabsf(sample.y)), fmaxf(fabsf(sample.z), fabsf(sample.w))));
        if ((threadIdx.x & 31) == 0) {
            largest[threadIdx.x >> 5] = own;
        }
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        asm volatile("bar.sync 1, %0;" ::"n"(TEAMS * 128) : "memory");
        float up;
        float down;
        powers(largest_of_warp(largest[threadIdx.x & 7]), 9, up, down);
        if (threadIdx.x < 96) {
            float* scale = (float*)(memory + TABLES + 256) + (threadIdx.x >> 1) * 4 + (threadIdx.x & 1);
            scale[0] *= down;
            scale[2] = bias[threadIdx.x];
        }
        asm volatile("bar.sync 1, %0;" ::"n"(TEAMS * 128) : "memory");
        consume(x, w, bias, y, batch, memory, up, full, empty);
    }
}

__device__ __noinline__ void plain(const float* x, const float* w, const float* bias, float* y, long batch, long channels_in,
                                   long channels_out, long length)
{
    const long count = batch * channels_out * length;
    for (long i = (long)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += (long)gridDim.x * blockDim.x) {
        const long t = i % length;
        const long o = i / length % channels_out;
        const float* row = x + i / (length * channels_out) * channels_in * length + t;
        const float* weight = w + o * channels_in * 3;
        float sum = bias[o];
        for (long e = 0; e < channels_in; ++e, row += length, weight += 3) {
            sum += t > 0 ? row[-1] * weight[0] : 0.0f;
            sum += row[0] * weight[1];
            sum += t + 1 < length ? row[1] * weight[2] : 0.0f;
        }
        y[i] = sum;
    }
}

extern "C" __global__ void __launch_bounds__(TEAMS * 128 + 128, 1)
    conv1d(const float* x, const float* w, const float* bias, float* y, long batch, long channels_in, long channels_out, long length)
{
    extern __shared__ __align__(128) unsigned char memory[];
    if (channels_in == 96 && channels_out == 96 && length == 200) {
        resident(x, w, bias, y, (int)batch, memory + (-shared_address(memory) & 1023));
    } else {
        plain(x, w, bias, y, batch, channels_in, channels_out, length);
    }
}
