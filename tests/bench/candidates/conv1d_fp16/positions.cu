// For 96 channels and length 200, in one persistent launch: the weights lie in shared memory as the right operand of warpgroup
// products; a unit is 48 or 56 positions of a batch element, whose 96 rows come through a ring of nine. Positions are the
// rows of the left operand, in registers: two words of a row of x hold a position's three taps, so that nothing is added
// across threads and no sum is kept three times, as in resident.cu. Any other shape takes a plain path.
// Floor for 2048: .037 ms by bytes; .031 by products on 64 rows for 50. Not measured yet.
// launch: conv1d_fp16 global(GROUPS * 416) local(416) args(x, w, bias, y, batch, channels_in, channels_out, length, local int[50304])
#define GROUPS 132
#define TEAMS 3
#define SLOTS 9
#define PITCH 160
#include <cuda_fp16.h>

#define SLOT (96 * PITCH)
#define WEIGHTS 61440
#define BARRIERS (WEIGHTS + SLOTS * SLOT)

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

__device__ __forceinline__ unsigned transposed(unsigned v)
{
    unsigned t;
    asm volatile("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(t) : "r"(v));
    return t;
}

__device__ __forceinline__ unsigned packed(float a, float b)
{
    const __half2 h = __floats2half2_rn(a, b);
    return *(const unsigned*)&h;
}

// The weights as right operand: a block for each 64 of (tap, input channel) has a row for each output channel. Among 16 input
// channels, numbers 2c, 2c + 1, 2c + 8, 2c + 9 of the summed index are the channels c, c + 4, c + 8, c + 12: what a warp reads
// of four such rows of x lies in different banks.
__device__ __forceinline__ void pack(const __half* w, unsigned char* memory, int warp, int lane)
{
    constexpr int kEach = 96 / (TEAMS * 4);
    __half v[kEach][9];
#pragma unroll
    for (int i = 0; i < kEach; ++i) {
#pragma unroll
        for (int e = 0; e < 9; ++e) {
            v[i][e] = __ldg(w + (warp * kEach + i) * 288 + lane + 32 * e);
        }
    }
#pragma unroll
    for (int e = 0; e < 9; ++e) {
        const int at = lane + 32 * e;
        const int channel = at / 3;
        const int k = at % 3 * 96 + ((channel & ~7) | ((channel & 3) << 1) | ((channel >> 2) & 1));
#pragma unroll
        for (int i = 0; i < kEach; ++i) {
            const int o = warp * kEach + i;
            __half* row = (__half*)(memory + (k >> 6) * 12288 + o * 128);
            row[(((k >> 3 & 7) ^ (o & 7)) << 3) + (k & 7)] = v[i][e];
        }
    }
}

// Quarters of 48, 56, 48 and 48 positions begin at multiples of 16 bytes; number 8 of a row in shared memory is the first.
__device__ __forceinline__ int begin_of(int quarter) { return quarter * 48 + (quarter > 1 ? 8 : 0); }

__device__ __forceinline__ void produce(const __half* x, int units, unsigned ring, unsigned full, unsigned empty)
{
    const int lane = threadIdx.x & 31;
    const int quarter = blockIdx.x & 3;
    const int row = lane >> 4;
    const int from = max(begin_of(quarter) - 8, 0) + (lane & 15) * 8;
    const bool inside = (lane & 15) < (quarter == 1 ? 9 : quarter == 2 ? 8 : 7);
    const unsigned to = ring + row * PITCH + ((lane & 15) + (quarter == 0 ? 1 : 0)) * 16;
    int n = 0;
    for (int unit = blockIdx.x; unit < units; unit += gridDim.x, ++n) {
        const unsigned slot = n % SLOTS;
        if (n >= SLOTS) {
            barrier_wait(empty + 8 * slot, (n / SLOTS + 1) & 1);
        }
        if (inside) {
            const __half* source = x + (long)(unit >> 2) * 19200 + row * 200 + from;
            const unsigned at = to + slot * SLOT;
#pragma unroll 16
            for (int i = 0; i < 48; ++i) {
                asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(at + i * 2 * PITCH), "l"(source + i * 400) : "memory");
            }
        }
        asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(full + 8 * slot) : "memory");
    }
    asm volatile("cp.async.wait_all;" ::: "memory");
}

__device__ __forceinline__ void consume(const __half* bias, __half* y, int units, unsigned char* memory, unsigned full, unsigned empty)
{
    const int team = threadIdx.x >> 7;
    const int within = (threadIdx.x >> 5 & 3) * 16;
    const int lane = threadIdx.x & 31;
    const int g = lane >> 2;
    const int c = lane & 3;
    const int quarter = blockIdx.x & 3;
    const int count = quarter == 1 ? 56 : 48;
    const bool busy = within < count;
    // An even position's first tap is the upper half of its first word.
    const int shift = (g & 1) ? 0 : 16;
    const unsigned last = (g & 1) ? 0x5410 : 0x7632;
    const unsigned long right = descriptor(shared_address(memory));
    for (int n = team; blockIdx.x + n * gridDim.x < units; n += TEAMS) {
        const int unit = blockIdx.x + n * gridDim.x;
        const unsigned slot = n % SLOTS;
        const unsigned* columns = (const unsigned*)(memory + WEIGHTS + slot * SLOT + c * PITCH) + ((within + g + 7) >> 1);
        barrier_wait(full + 8 * slot, n / SLOTS & 1);
        float acc[12][4];
#pragma unroll
        for (int i = 0; i < 12; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                // Of a plain zero the compiler would make copies between two products, and wait there.
                asm volatile("mov.f32 %0, 0f00000000;" : "=f"(acc[i][j]));
            }
        }
        unsigned left[2][3][4] = {};
#pragma unroll
        for (int s = 0; s < 6; ++s) {
            const int turn = s & 1;
            if (busy) {
#pragma unroll
                for (int h = 0; h < 2; ++h) {
#pragma unroll
                    for (int r = 0; r < 2; ++r) {
                        const unsigned* even = columns + (s * 16 + 8 * h) * (PITCH / 4) + 4 * r;
                        const unsigned* odd = even + 4 * (PITCH / 4);
                        const unsigned even_words = __funnelshift_r(even[0], even[1], shift);
                        const unsigned odd_words = __funnelshift_r(odd[0], odd[1], shift);
                        left[turn][0][2 * h + r] = __byte_perm(even_words, odd_words, 0x5410);
                        left[turn][1][2 * h + r] = __byte_perm(even_words, odd_words, 0x7632);
                        left[turn][2][2 * h + r] = __byte_perm(even[1], odd[1], last);
                    }
                }
            }
            if (s == 5) {
                __syncwarp();
                if (lane == 0) {
                    barrier_arrive(empty + 8 * slot);
                }
            }
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
#pragma unroll
            for (int j = 0; j < 3; ++j) {
                const int step = j * 6 + s;
                multiply(acc, left[turn][j], right + (((step >> 2) * 12288 + (step & 3) * 32) >> 4));
            }
            asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 1;" ::: "memory");
        }
        asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
        if (busy) {
            __half* out = y + (long)(unit >> 2) * 19200 + g * 200 + begin_of(quarter) + within + ((c & 1) ? 6 + 2 * c : 2 * c);
            const bool valid = !(c & 1) || within + 8 < count;
#pragma unroll
            for (int i = 0; i < 12; ++i) {
                // Two blocks of eight positions of one output channel, in pieces of eight bytes: a quad writes 32 bytes.
                const float2 add = __half22float2(__ldg((const __half2*)bias + i * 4 + c));
                const unsigned first = transposed(packed(acc[i][0] + add.x, acc[i][1] + add.y));
                const unsigned second = transposed(packed(acc[i][2] + add.x, acc[i][3] + add.y));
                const unsigned other = __shfl_xor_sync(~0u, (c & 1) ? first : second, 1);
                if (valid) {
                    *(uint2*)(out + i * 1600) = (c & 1) ? make_uint2(other, second) : make_uint2(first, other);
                }
            }
        }
    }
}

__device__ __forceinline__ void resident(const __half* x, const __half* w, const __half* bias, __half* y, int batch, unsigned char* memory)
{
    const unsigned full = shared_address(memory) + BARRIERS;
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

__device__ __noinline__ void plain(const __half* x, const __half* w, const __half* bias, __half* y, long batch, long channels_in,
                      long channels_out, long length)
{
    const long count = batch * channels_out * length;
    for (long i = (long)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += (long)gridDim.x * blockDim.x) {
        const long t = i % length;
        const long o = i / length % channels_out;
        const __half* row = x + i / (length * channels_out) * channels_in * length + t;
        const __half* weight = w + o * channels_in * 3;
        float sum = __half2float(bias[o]);
        for (long e = 0; e < channels_in; ++e, row += length, weight += 3) {
            sum += t > 0 ? __half2float(row[-1]) * __half2float(weight[0]) : 0.0f;
            sum += __half2float(row[0]) * __half2float(weight[1]);
            sum += t + 1 < length ? __half2float(row[1]) * __half2float(weight[2]) : 0.0f;
        }
        y[i] = __float2half(sum);
    }
}

extern "C" __global__ void __launch_bounds__(TEAMS * 128 + 32, 1)
    conv1d_fp16(const __half* x, const __half* w, const __half* bias, __half* y, long batch, long channels_in, long channels_out, long length)
{
    extern __shared__ __align__(128) unsigned char memory[];
    if (channels_in == 96 && channels_out == 96 && length == 200) {
        resident(x, w, bias, y, (int)batch, memory + (-shared_address(memory) & 1023));
    } else {
        plain(x, w, bias, y, batch, channels_in, channels_out, length);
    }
}
