// For 96 channels and length 200 in float32: each number is two of half precision, value and remainder, after a power of
// two has brought the largest to 2^14, so that three products of half precision (wgmma) are as exact as float32: what is
// left out is below 2^-21 of a product, or 2^-38 of the largest number. That is twice the rate of three products of tf32.
// One persistent launch. The weights lie in shared memory, parted; a unit is 48 or 56 positions of a batch element, whose 96
// rows come through a ring of four; positions are the rows of the left operand, which a warp parts in registers, and a tap
// is a shift of where it reads them, so that nothing is added across threads. Any other shape takes a plain path.
// Measured for 2048: .2120 ms; floor .074 by bytes, .092 by three products on 64 rows for 50. groups.cu is faster from 256 on.
// launch: conv1d global(GROUPS * 288) local(288) args(x, w, bias, y, batch, channels_in, channels_out, length, local int[55712])
#define GROUPS 132
#define TEAMS 2
#define SLOTS 4
#define PITCH 72
#include <cuda_fp16.h>

#define SLOT (96 * PITCH * 4)
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

// Quarters of 48, 56, 48 and 48 positions begin at multiples of 32 bytes; word 4 of a row in shared memory is the first.
__device__ __forceinline__ int begin_of(int quarter) { return quarter * 48 + (quarter > 1 ? 8 : 0); }

__device__ __forceinline__ void produce(const float* x, int units, unsigned ring, unsigned full, unsigned empty)
{
    const int lane = threadIdx.x & 31;
    const int quarter = blockIdx.x & 3;
    const int row = lane >> 4;
    const int from = max(begin_of(quarter) - 4, 0) + (lane & 15) * 4;
    const bool inside = (lane & 15) < (quarter == 1 ? 16 : quarter == 2 ? 14 : 13);
    const unsigned to = ring + row * PITCH * 4 + ((lane & 15) + (quarter == 0 ? 1 : 0)) * 16;
    int n = 0;
    for (int unit = blockIdx.x; unit < units; unit += gridDim.x, ++n) {
        const unsigned slot = n % SLOTS;
        if (n >= SLOTS) {
            barrier_wait(empty + 8 * slot, (n / SLOTS + 1) & 1);
        }
        if (inside) {
            const float* source = x + (long)(unit >> 2) * 19200 + row * 200 + from;
            const unsigned at = to + slot * SLOT;
#pragma unroll 16
            for (int i = 0; i < 48; ++i) {
                asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(at + i * 2 * PITCH * 4), "l"(source + i * 400) : "memory");
            }
        }
        asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(full + 8 * slot) : "memory");
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

__device__ __forceinline__ void consume(const float* bias, float* y, int units, unsigned char* memory, unsigned full, unsigned empty)
{
    const int team = threadIdx.x >> 7;
    const int within = (threadIdx.x >> 5 & 3) * 16;
    const int lane = threadIdx.x & 31;
    const int g = lane >> 2;
    const int c = lane & 3;
    const int quarter = blockIdx.x & 3;
    const int count = quarter == 1 ? 56 : 48;
    const bool busy = within < count;
    const float2* inverse = (const float2*)(memory + TABLES + 256) + c;
    const unsigned long right = descriptor(shared_address(memory));
    for (int n = team; blockIdx.x + n * gridDim.x < units; n += TEAMS) {
        const int unit = blockIdx.x + n * gridDim.x;
        const unsigned slot = n % SLOTS;
        const float* columns = (const float*)(memory + WEIGHTS + slot * SLOT) + c * PITCH + within + g + 3;
        barrier_wait(full + 8 * slot, n / SLOTS & 1);
        // The largest of the rows that this warp reads, the one before and the one behind among them.
        float largest = 0;
        if (busy) {
            const float* beside = (const float*)(memory + WEIGHTS + slot * SLOT) + lane * PITCH + within + 3;
#pragma unroll
            for (int i = 0; i < 3; ++i) {
                largest = fmaxf(largest, fmaxf(fabsf(beside[i * 32 * PITCH]), fabsf(beside[i * 32 * PITCH + 17])));
            }
#pragma unroll
            for (int i = 0; i < 24; ++i) {
                largest = fmaxf(largest, fmaxf(fabsf(columns[i * 4 * PITCH + 1]), fabsf(columns[i * 4 * PITCH + 9])));
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
                const float* from = columns + s * 16 * PITCH + j;
#pragma unroll
                for (int h = 0; h < 2; ++h) {
#pragma unroll
                    for (int r = 0; r < 2; ++r) {
                        parted(from[(8 * h) * PITCH + 8 * r] * up, from[(8 * h + 4) * PITCH + 8 * r] * up, value[turn][2 * h + r],
                               rest[turn][2 * h + r]);
                    }
                }
            }
            if (step == 17) {
                __syncwarp();
                if (lane == 0) {
                    barrier_arrive(empty + 8 * slot);
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
        float* out = y + (long)(unit >> 2) * 19200 + 2 * c * 200 + begin_of(quarter) + within + g;
#pragma unroll
        for (int i = 0; i < 12; ++i) {
            const float2 scale = inverse[i * 4];
            const float2 add = __ldg((const float2*)bias + i * 4 + c);
#pragma unroll
            for (int r = 0; r < 2; ++r) {
                if (within + 8 * r < count) {
                    __stcs(out + i * 1600 + 8 * r, fmaf((acc[i][2 * r] + small[i][2 * r]) * down, scale.x, add.x));
                    __stcs(out + i * 1600 + 200 + 8 * r, fmaf((acc[i][2 * r + 1] + small[i][2 * r + 1]) * down, scale.y, add.y));
                }
            }
        }
    }
}

__device__ __forceinline__ void resident(const float* x, const float* w, const float* bias, float* y, int batch, unsigned char* memory)
{
    const unsigned full = shared_address(memory) + TABLES;
    const unsigned empty = full + 8 * SLOTS;
    const int units = batch * 4;
    if ((int)blockIdx.x >= units) {
        return;
    }
    // What no copy reaches stays zero: the columns beside the first and the last, and rows of the left operand without a position.
    for (int i = threadIdx.x; i < SLOTS * SLOT / 16; i += blockDim.x) {
        ((uint4*)(memory + WEIGHTS))[i] = make_uint4(0, 0, 0, 0);
    }
    if (threadIdx.x == 0) {
        for (int i = 0; i < SLOTS; ++i) {
            barrier_init(full + 8 * i, 32);
            barrier_init(empty + 8 * i, 4);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (threadIdx.x >= TEAMS * 128) {
        produce(x, units, shared_address(memory) + WEIGHTS, full, empty);
    } else {
        pack(w, memory, threadIdx.x >> 5, threadIdx.x & 31);
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        asm volatile("bar.sync 1, %0;" ::"n"(TEAMS * 128) : "memory");
        consume(bias, y, units, memory, full, empty);
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
