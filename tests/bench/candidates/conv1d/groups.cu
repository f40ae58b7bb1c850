// For 96 channels and length 200 in float32: each number is two of half precision, value and remainder, after a power of
// two has brought the largest to 2^14, so that three products of half precision (wgmma) are as exact as float32: what is
// left out is below 2^-21 of a product, or 2^-38 of the largest number. That is twice the rate of three products of tf32.
// One persistent launch. The weights lie in shared memory, parted; x comes as it lies, 16 rows of a batch element a bulk copy,
// through a ring of nine, and an element stays there until two warpgroups have each multiplied two of its quarters, 48 or 56
// positions. Positions are the rows of the left operand, which a warp parts in registers, and a tap is a shift of where it
// reads them, so that nothing is added across threads. Any other shape takes a plain path. halves.cu copies quarters.
// Measured for 2048: .1835 ms; .2086 with stores that leave the second-level cache first (__stcs). Floor: .074 by bytes; .092 by
// three products on 64 rows for 50.
// launch: conv1d global(GROUPS * 288) local(288) args(x, w, bias, y, batch, channels_in, channels_out, length, local int[56864])
#define GROUPS 132
#define TEAMS 2
#define SLOTS 9
#define PITCH 200
#include <cuda_fp16.h>

#define SLOT (16 * PITCH * 4)
#define WEIGHTS 110592
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

__device__ __forceinline__ void multiply(float (&d)[12][4], const unsigned (&a)[4], unsigned long b)
{
    asm volatile("wgmma.mma_async.sync.aligned.m64n96k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47}, {%48, %49, %50, %51}, %52, 1, 1, 1, 0;"
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
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "l"(b));
}

// Rows of 128 bytes, their 16-byte pieces exchanged by the row's number: the 128-byte swizzle.
__device__ __forceinline__ unsigned long descriptor(unsigned address)
{
    return (address >> 4) | (1ul << 16) | (64ul << 32) | (1ul << 62);
}

// Exponents of the power of two that brings `largest` to between 2^14 and 2^15, and of its inverse.
__device__ __forceinline__ void powers(float largest, float& up, float& down)
{
    const int e = max((int)(__float_as_uint(largest) >> 23), 15);
    up = __uint_as_float((unsigned)(268 - e) << 23);
    down = __uint_as_float((unsigned)(e - 14) << 23);
}

__device__ __forceinline__ float largest_of_warp(float v)
{
#pragma unroll
    for (int i = 16; i; i >>= 1) {
        v = fmaxf(v, __shfl_xor_sync(~0u, v, i));
    }
    return v;
}

__device__ __forceinline__ void parted(float v0, float v1, unsigned& value, unsigned& rest)
{
    const __half2 h = __floats2half2_rn(v0, v1);
    const float2 f = __half22float2(h);
    const __half2 l = __floats2half2_rn(v0 - f.x, v1 - f.y);
    value = *(const unsigned*)&h;
    rest = *(const unsigned*)&l;
}

// The weights as right operand: a block for each tap and 32 input channels has a row for each output channel, the 32 values
// and then the 32 remainders. Among 16 input channels, numbers 2c, 2c + 1, 2c + 8, 2c + 9 of the summed index are the
// channels c, c + 4, c + 8, c + 12: eight positions of four such rows of x lie in 32 different banks.
__device__ __forceinline__ void pack(const float* w, unsigned char* memory, int warp, int lane)
{
    float* inverse = (float*)(memory + TABLES + 256);
    constexpr int kWarps = TEAMS * 4;
    constexpr int kAtOnce = 4;
#pragma unroll 1
    for (int first = warp; first < 96; first += kAtOnce * kWarps) {
        float v[kAtOnce][9];
#pragma unroll
        for (int i = 0; i < kAtOnce; ++i) {
            const int o = min(first + i * kWarps, 95);
#pragma unroll
            for (int e = 0; e < 9; ++e) {
                v[i][e] = __ldg(w + o * 288 + lane + 32 * e);
            }
        }
#pragma unroll
        for (int i = 0; i < kAtOnce; ++i) {
            const int o = first + i * kWarps;
            float largest = 0;
#pragma unroll
            for (int e = 0; e < 9; ++e) {
                largest = fmaxf(largest, fabsf(v[i][e]));
            }
            float up;
            float down;
            powers(largest_of_warp(largest), up, down);
            if (o < 96) {
                if (lane == 0) {
                    inverse[o] = down;
                }
#pragma unroll
                for (int e = 0; e < 9; ++e) {
                    const int at = lane + 32 * e;
                    const int channel = at / 3;
                    const int k = (channel & 16) | ((channel & 3) << 1) | ((channel >> 2) & 1) | (channel & 8);
                    __half* row = (__half*)(memory + (at % 3 * 3 + (channel >> 5)) * 12288 + o * 128);
                    const float scaled = v[i][e] * up;
                    const __half h = __float2half(scaled);
                    row[(((k >> 3) ^ (o & 7)) << 3) + (k & 7)] = h;
                    row[(((k >> 3) ^ 4 ^ (o & 7)) << 3) + (k & 7)] = __float2half(scaled - __half2float(h));
                }
            }
        }
    }
}

// Quarters of 48, 56, 48 and 48 positions begin at multiples of 32 bytes.
__device__ __forceinline__ int begin_of(int quarter) { return quarter * 48 + (quarter > 1 ? 8 : 0); }

__device__ __forceinline__ void produce(const float* x, int batch, unsigned ring, unsigned full, unsigned empty)
{
    unsigned n = 0;
    for (int b = blockIdx.x; b < batch; b += gridDim.x) {
        for (int i = 0; i < 6; ++i, ++n) {
            const unsigned slot = n % SLOTS;
            if (n >= SLOTS) {
                barrier_wait(empty + 8 * slot, (n / SLOTS + 1) & 1);
            }
            barrier_expect(full + 8 * slot, SLOT);
            bulk_load(ring + slot * SLOT, x + (long)b * 19200 + i * 3200, SLOT, full + 8 * slot);
        }
    }
}

__device__ __forceinline__ void consume(const float* bias, float* y, int batch, unsigned char* memory, unsigned full, unsigned empty)
{
    const int team = threadIdx.x >> 7;
    const int within = (threadIdx.x >> 5 & 3) * 16;
    const int lane = threadIdx.x & 31;
    const int g = lane >> 2;
    const int c = lane & 3;
    const float2* inverse = (const float2*)(memory + TABLES + 256) + c;
    const unsigned long right = descriptor(shared_address(memory));
    const float* ring = (const float*)(memory + WEIGHTS);
    unsigned n = 0;
    for (int b = blockIdx.x; b < batch; b += gridDim.x, n += 6) {
        const unsigned start = n % SLOTS;
#pragma unroll
        for (unsigned i = 0; i < 6; ++i) {
            barrier_wait(full + 8 * (start + i - (start + i >= SLOTS ? SLOTS : 0)), (n + i) / SLOTS & 1);
        }
#pragma unroll 1
        for (int half = 0; half < 2; ++half) {
            const int quarter = half * 2 + team;
            const int count = quarter == 1 ? 56 : 48;
            const bool busy = within < count;
            const int position = begin_of(quarter) + within;
            const bool none_before = position + g == 0;
            const bool none_behind = position + g + 9 == 200;
            const float* columns = ring + c * PITCH + position + g - 1;
            // The largest of the rows that this warp reads, the one before and the one behind among them.
            float largest = 0;
            if (busy) {
                const float* beside = ring + (lane & 15) * PITCH + position;
#pragma unroll
                for (unsigned i = 0; i < 6; ++i) {
                    const int at = (int)(start + i - (start + i >= SLOTS ? SLOTS : 0)) * (SLOT / 4);
#pragma unroll
                    for (int e = 0; e < 4; ++e) {
                        largest = fmaxf(largest, fmaxf(fabsf(columns[at + e * 4 * PITCH + 1]), fabsf(columns[at + e * 4 * PITCH + 9])));
                    }
                    const int far = lane < 16 ? -1 : 16;
                    if (position + far >= 0 && position + far < 200) {
                        largest = fmaxf(largest, fabsf(beside[at + far]));
                    }
                }
            }
            float up;
            float down;
            powers(largest_of_warp(largest), up, down);
            // The matrix unit cuts its sums, so the products with remainders have a sum of their own.
            float acc[12][4];
            float small[12][4];
#pragma unroll
            for (int i = 0; i < 12; ++i) {
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    // Of a plain zero the compiler would make copies between two products, and wait there.
                    asm volatile("mov.f32 %0, 0f00000000;" : "=f"(acc[i][j]));
                    asm volatile("mov.f32 %0, 0f00000000;" : "=f"(small[i][j]));
                }
            }
            unsigned value[2][4] = {};
            unsigned rest[2][4] = {};
#pragma unroll
            for (int step = 0; step < 18; ++step) {
                const int s = step / 3;
                const int j = step % 3;
                const int turn = step & 1;
                if (busy) {
                    const unsigned slot = start + s - (start + s >= SLOTS ? SLOTS : 0);
                    const float* from = columns + slot * (SLOT / 4) + j;
#pragma unroll
                    for (int h = 0; h < 2; ++h) {
#pragma unroll
                        for (int r = 0; r < 2; ++r) {
                            const bool none = (j == 0 && r == 0 && none_before) || (j == 2 && r == 1 && none_behind);
                            const float even = none ? 0 : from[(8 * h) * PITCH + 8 * r];
                            const float odd = none ? 0 : from[(8 * h + 4) * PITCH + 8 * r];
                            parted(even * up, odd * up, value[turn][2 * h + r], rest[turn][2 * h + r]);
                        }
                    }
                }
                if (j == 2 && half == 1) {
                    __syncwarp();
                    if (lane == 0) {
                        barrier_arrive(empty + 8 * (start + s - (start + s >= SLOTS ? SLOTS : 0)));
                    }
                }
                asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
                const unsigned long b = right + (((j * 3 + s / 2) * 12288 + (s & 1) * 32) >> 4);
                multiply(acc, value[turn], b);
                multiply(small, rest[turn], b);
                multiply(small, value[turn], b + (64 >> 4));
                asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 1;" ::: "memory");
            }
            asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
            float* out = y + (long)b * 19200 + 2 * c * 200 + position + g;
#pragma unroll
            for (int i = 0; i < 12; ++i) {
                const float2 scale = inverse[i * 4];
                const float2 add = __ldg((const float2*)bias + i * 4 + c);
#pragma unroll
                for (int r = 0; r < 2; ++r) {
                    if (within + 8 * r < count) {
                        out[i * 1600 + 8 * r] = fmaf((acc[i][2 * r] + small[i][2 * r]) * down, scale.x, add.x);
                        out[i * 1600 + 200 + 8 * r] = fmaf((acc[i][2 * r + 1] + small[i][2 * r + 1]) * down, scale.y, add.y);
                    }
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
        if (threadIdx.x == TEAMS * 128) {
            produce(x, batch, shared_address(memory) + WEIGHTS, full, empty);
        }
    } else {
        pack(w, memory, threadIdx.x >> 5, threadIdx.x & 31);
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        asm volatile("bar.sync 1, %0;" ::"n"(TEAMS * 128) : "memory");
        consume(bias, y, batch, memory, full, empty);
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

extern "C" __global__ void __launch_bounds__(TEAMS * 128 + 32, 1)
    conv1d(const float* x, const float* w, const float* bias, float* y, long batch, long channels_in, long channels_out, long length)
{
    extern __shared__ __align__(128) unsigned char memory[];
    if (channels_in == 96 && channels_out == 96 && length == 200) {
        resident(x, w, bias, y, (int)batch, memory + (-shared_address(memory) & 1023));
    } else {
        plain(x, w, bias, y, batch, channels_in, channels_out, length);
    }
}
