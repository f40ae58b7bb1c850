// For up to 256 input channels, in one persistent launch: a block keeps the weights of 128 output channels in shared memory,
// packed on the way there, and goes through tiles of 128 columns, of which 16 input channels at a time come through a ring
// of six. Each of two warpgroups multiplies 64 output channels of the three taps by the same unshifted columns (wgmma), and
// the epilogue adds the three, shifted by one. The column before and the one behind the tile are a 17th block of eight
// columns. Any other shape takes a plain path.
// Measured for 32 x 256 x 256 x 1024: .0336 ms, floor .0196 by products.
// launch: conv1d_fp16 global(GROUPS * 384) local(384) args(x, w, bias, y, batch, channels_in, channels_out, length, local int[57120])
#define GROUPS 132
#define SLOTS 6
#define SLOT 5120
#define PART 49152
#define RING 196608
#define BARRIERS (RING + SLOTS * SLOT)
#include <cuda_fp16.h>

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

// Rows of a matrix of 128 bytes each, their 16-byte pieces exchanged by the row's number: the 128-byte swizzle. Eight rows
// are 1024 bytes. For the right operand, whose columns lie together, `next` is the step from 64 columns to the next 64.
__device__ __forceinline__ unsigned long descriptor(unsigned address, unsigned next)
{
    return (address >> 4) | ((unsigned long)(next >> 4) << 16) | (64ul << 32) | (1ul << 62);
}

// Rows of 64 bytes in the 64-byte swizzle: eight are 512 bytes, and 16 rows, 1024 bytes, lie from 32 columns to the next 32.
__device__ __forceinline__ unsigned long narrow(unsigned address)
{
    return (address >> 4) | (64ul << 16) | (32ul << 32) | (2ul << 62);
}

__device__ __forceinline__ void multiply(float (&d)[4 * 17], unsigned long a, unsigned long b, int add)
{
    asm volatile("{\n.reg .pred p;\nsetp.ne.b32 p, %70, 0;\nwgmma.mma_async.sync.aligned.m64n136k16.f32.f16.f16 {%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30, %31, %32, %33, %34, %35, %36, %37, %38, %39, %40, %41, %42, %43, %44, %45, %46, %47, %48, %49, %50, %51, %52, %53, %54, %55, %56, %57, %58, %59, %60, %61, %62, %63, %64, %65, %66, %67}, %68, %69, p, 1, 1, 0, 1;\n}"
        :
          "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3]),
          "+f"(d[4]), "+f"(d[5]), "+f"(d[6]), "+f"(d[7]),
          "+f"(d[8]), "+f"(d[9]), "+f"(d[10]), "+f"(d[11]),
          "+f"(d[12]), "+f"(d[13]), "+f"(d[14]), "+f"(d[15]),
          "+f"(d[16]), "+f"(d[17]), "+f"(d[18]), "+f"(d[19]),
          "+f"(d[20]), "+f"(d[21]), "+f"(d[22]), "+f"(d[23]),
          "+f"(d[24]), "+f"(d[25]), "+f"(d[26]), "+f"(d[27]),
          "+f"(d[28]), "+f"(d[29]), "+f"(d[30]), "+f"(d[31]),
          "+f"(d[32]), "+f"(d[33]), "+f"(d[34]), "+f"(d[35]),
          "+f"(d[36]), "+f"(d[37]), "+f"(d[38]), "+f"(d[39]),
          "+f"(d[40]), "+f"(d[41]), "+f"(d[42]), "+f"(d[43]),
          "+f"(d[44]), "+f"(d[45]), "+f"(d[46]), "+f"(d[47]),
          "+f"(d[48]), "+f"(d[49]), "+f"(d[50]), "+f"(d[51]),
          "+f"(d[52]), "+f"(d[53]), "+f"(d[54]), "+f"(d[55]),
          "+f"(d[56]), "+f"(d[57]), "+f"(d[58]), "+f"(d[59]),
          "+f"(d[60]), "+f"(d[61]), "+f"(d[62]), "+f"(d[63]),
          "+f"(d[64]), "+f"(d[65]), "+f"(d[66]), "+f"(d[67])
        : "l"(a), "l"(b), "r"(add));
}

// Tap j of halves 2 p and 2 p + 1 of the eight input channels whose three taps lie in 24 halves.
__device__ __forceinline__ unsigned tap(const unsigned (&v)[12], int p, int j)
{
    const unsigned w0 = v[3 * p];
    const unsigned w1 = v[3 * p + 1];
    const unsigned w2 = v[3 * p + 2];
    return j == 0 ? __byte_perm(w0, w1, 0x7610) : j == 1 ? __byte_perm(w0, w2, 0x5432) : __byte_perm(w1, w2, 0x7610);
}

// Eight input channels of one output channel: 48 bytes become a piece of 16 in the block of each tap.
__device__ __forceinline__ void pack(const __half* w, unsigned char* memory, int first, int channels_in, int channels_out)
{
    const int pieces = channels_in / 8;
#pragma unroll 1
    for (int start = threadIdx.x; start < 128 * pieces; start += 256 * 8) {
        uint4 v[8][3];
#pragma unroll
        for (int i = 0; i < 8; ++i) {
            const int item = start + 256 * i;
            const int o = first + item / pieces;
            const bool valid = item < 128 * pieces && o < channels_out;
            const uint4* from = (const uint4*)(w + ((long)o * channels_in + item % pieces * 8) * 3);
#pragma unroll
            for (int e = 0; e < 3; ++e) {
                v[i][e] = valid ? __ldg(from + e) : make_uint4(0, 0, 0, 0);
            }
        }
#pragma unroll
        for (int i = 0; i < 8; ++i) {
            const int item = start + 256 * i;
            const int row = item / pieces;
            const int piece = item % pieces;
            const unsigned u[12] = {v[i][0].x, v[i][0].y, v[i][0].z, v[i][0].w, v[i][1].x, v[i][1].y,
                                    v[i][1].z, v[i][1].w, v[i][2].x, v[i][2].y, v[i][2].z, v[i][2].w};
            if (item < 128 * pieces) {
                uint4* to = (uint4*)(memory + (piece >> 3) * PART + row * 128 + (((piece & 7) ^ (row & 7)) << 4));
                to[0] = make_uint4(tap(u, 0, 0), tap(u, 1, 0), tap(u, 2, 0), tap(u, 3, 0));
                to[1024] = make_uint4(tap(u, 0, 1), tap(u, 1, 1), tap(u, 2, 1), tap(u, 3, 1));
                to[2048] = make_uint4(tap(u, 0, 2), tap(u, 1, 2), tap(u, 2, 2), tap(u, 3, 2));
            }
        }
    }
}

__device__ __forceinline__ void produce(const __half* x, int start, int step, int tiles, int wide, int parts, int channels_in, int length,
                                        unsigned base, unsigned full, unsigned empty)
{
    const int thread = threadIdx.x - 256;
    const int piece = thread & 15;
    const int row = thread >> 4;
    const unsigned block = base + RING + (piece >> 2) * 1024 + row * 64 + (((piece & 3) ^ (row >> 1 & 3)) << 4);
    // One word of the halo for each of 16 rows and two sides.
    const int side = thread & 1;
    const int edge_row = thread >> 1 & 15;
    const unsigned edge = base + RING + 4096 + edge_row * 64 + ((edge_row >> 1 & 3) << 4) + side * 4;
    unsigned slot = 0;
    unsigned parity = 1;
    for (int tile = start; tile < tiles; tile += step) {
        const int t0 = tile % wide * 128;
        const __half* from = x + (long)(tile / wide) * channels_in * length;
        const int ahead = tile + step;
        const __half* next = x + (long)(ahead / wide) * channels_in * length + ahead % wide * 128 + (long)edge_row * length + side * 64;
        const bool fetched = thread >= 32 && thread < 64 && ahead < tiles && ahead % wide * 128 + side * 64 < length;
        const int column = t0 + piece * 8;
        const int beside = side ? t0 + 128 : t0 - 2;
        const bool inside = column < length;
        const bool beside_inside = beside >= 0 && beside < length;
        for (int part = 0; part < parts; ++part) {
            barrier_wait(empty + 8 * slot, parity);
            const __half* rows = from + (long)part * 16 * length;
#pragma unroll
            for (int i = 0; i < 2; ++i) {
                const __half* source = inside ? rows + (long)(row + 8 * i) * length + column : x;
                asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(block + slot * SLOT + i * 512), "l"(source),
                             "r"(inside ? 16 : 0) : "memory");
            }
            if (thread < 32) {
                const __half* source = beside_inside ? rows + (long)edge_row * length + beside : x;
                asm volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;" ::"r"(edge + slot * SLOT), "l"(source),
                             "r"(beside_inside ? 4 : 0) : "memory");
            }
            // The same rows of the next tile are asked for into the second-level cache.
            if (fetched) {
                asm volatile("prefetch.global.L2 [%0];" ::"l"(next + (long)part * 16 * length));
            }
            asm volatile("cp.async.mbarrier.arrive.noinc.shared::cta.b64 [%0];" ::"r"(full + 8 * slot) : "memory");
            if (++slot == SLOTS) {
                slot = 0;
                parity ^= 1;
            }
        }
    }
}

__device__ __forceinline__ void consume(const __half* bias, __half* y, int first, int start, int step, int tiles, int wide, int parts,
                                        int channels_out, int length, unsigned base, unsigned full, unsigned empty)
{
    const int group = threadIdx.x >> 7;
    const int lane = threadIdx.x & 31;
    const int c = lane & 3;
    const int before = (lane & ~3) | ((c + 3) & 3);
    const int behind = (lane & ~3) | ((c + 1) & 3);
    unsigned slot = 0;
    unsigned parity = 0;
    for (int tile = start; tile < tiles; tile += step) {
        float acc[3][4 * 17];
        const int o = first + group * 64 + ((threadIdx.x & 127) >> 5) * 16 + (lane >> 2);
        const float bias0 = o < channels_out ? __half2float(bias[o]) : 0;
        const float bias1 = o + 8 < channels_out ? __half2float(bias[o + 8]) : 0;
#pragma unroll
        for (int n = 0; n < 68; ++n) {
            acc[1][n] = n & 2 ? bias1 : bias0;
        }
        for (int part = 0; part < parts; ++part) {
            barrier_wait(full + 8 * slot, parity);
            asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
            asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
            const unsigned left = base + (part >> 2) * PART + group * 8192 + (part & 3) * 32;
            const unsigned long b = narrow(base + RING + slot * SLOT);
            multiply(acc[0], descriptor(left, 16), b, part);
            multiply(acc[1], descriptor(left + 16384, 16), b, 1);
            multiply(acc[2], descriptor(left + 32768, 16), b, part);
            asm volatile("wgmma.commit_group.sync.aligned;\nwgmma.wait_group.sync.aligned 1;" ::: "memory");
            if (part > 0 && lane == 0) {
                barrier_arrive(empty + 8 * (slot == 0 ? SLOTS - 1 : slot - 1));
            }
            if (++slot == SLOTS) {
                slot = 0;
                parity ^= 1;
            }
        }
        asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
        if (lane == 0) {
            barrier_arrive(empty + 8 * (slot == 0 ? SLOTS - 1 : slot - 1));
        }
#pragma unroll
        for (int h = 0; h < 2; ++h) {
#pragma unroll
            for (int n = 0; n < 68; ++n) {
                asm volatile("" : "+f"(acc[0][n]), "+f"(acc[1][n]), "+f"(acc[2][n])::"memory");
            }
            const int t0 = tile % wide * 128;
            __half* row = y + ((long)(tile / wide) * channels_out + o + 8 * h) * length + t0;
            const bool valid = o + 8 * h < channels_out;
            // In the 17th block, column 1 is the one before the tile and column 2 the one behind it.
            float last = __shfl_sync(~0u, acc[0][64 + 2 * h + 1], lane & ~3);
            const float beyond = __shfl_sync(~0u, acc[2][64 + 2 * h], (lane & ~3) | 1);
#pragma unroll
            for (int m = 0; m < 16; m += 4) {
                unsigned v[4];
#pragma unroll
                for (int i = 0; i < 4; ++i) {
                    const int n = m + i;
                    const float left = __shfl_sync(~0u, c == 3 ? last : acc[0][4 * n + 2 * h + 1], before);
                    const float next = n < 15 ? acc[2][4 * n + 4 + 2 * h] : beyond;
                    const float right = __shfl_sync(~0u, c == 0 ? next : acc[2][4 * n + 2 * h], behind);
                    last = acc[0][4 * n + 2 * h + 1];
                    const __half2 pair = __floats2half2_rn(acc[1][4 * n + 2 * h] + left + acc[2][4 * n + 2 * h + 1],
                                                           acc[1][4 * n + 2 * h + 1] + acc[0][4 * n + 2 * h] + right);
                    v[i] = *(const unsigned*)&pair;
                }
                // Four threads hold four blocks each in parts; after the exchange each holds one whole.
                const unsigned s0 = __shfl_xor_sync(~0u, c & 1 ? v[0] : v[1], 1);
                const unsigned s1 = __shfl_xor_sync(~0u, c & 1 ? v[2] : v[3], 1);
                const unsigned e0 = c & 1 ? s0 : v[0];
                const unsigned o0 = c & 1 ? v[1] : s0;
                const unsigned e1 = c & 1 ? s1 : v[2];
                const unsigned o1 = c & 1 ? v[3] : s1;
                const unsigned r0 = __shfl_xor_sync(~0u, c & 2 ? e0 : e1, 2);
                const unsigned r1 = __shfl_xor_sync(~0u, c & 2 ? o0 : o1, 2);
                const uint4 whole = c & 2 ? make_uint4(r0, r1, e1, o1) : make_uint4(e0, o0, r0, r1);
                if (valid && t0 + (m + c) * 8 < length) {
                    *(uint4*)(row + (m + c) * 8) = whole;
                }
            }
        }
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

extern "C" __global__ void __launch_bounds__(384, 1)
    conv1d_fp16(const __half* x, const __half* w, const __half* bias, __half* y, long batch, long channels_in, long channels_out,
                long length)
{
    extern __shared__ unsigned char memory[];
    const int high = (int)((channels_out + 127) / 128);
    if (length % 8 != 0 || channels_in % 16 != 0 || channels_in > 256 || high > (int)gridDim.x) {
        plain(x, w, bias, y, batch, channels_in, channels_out, length);
        return;
    }
    unsigned char* aligned = memory + (-shared_address(memory) & 1023);
    const unsigned base = shared_address(aligned);
    const unsigned full = base + BARRIERS;
    const unsigned empty = full + 8 * SLOTS;
    const int wide = (int)((length + 127) / 128);
    const int parts = (int)(channels_in / 16);
    const int tiles = (int)batch * wide;
    const int first = blockIdx.x % high * 128;
    const int start = blockIdx.x / high;
    const int step = gridDim.x / high;
    if (start >= step || start >= tiles) {
        return;
    }
    if (threadIdx.x == 0) {
        for (int i = 0; i < SLOTS; ++i) {
            barrier_init(full + 8 * i, 128);
            barrier_init(empty + 8 * i, 8);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    }
    __syncthreads();
    if (threadIdx.x >= 256) {
        asm volatile("setmaxnreg.dec.sync.aligned.u32 40;");
        produce(x, start, step, tiles, wide, parts, (int)channels_in, (int)length, base, full, empty);
        asm volatile("cp.async.wait_all;" ::: "memory");
    } else {
        asm volatile("setmaxnreg.inc.sync.aligned.u32 232;");
        pack(w, aligned, first, (int)channels_in, (int)channels_out);
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        asm volatile("bar.sync 1, 256;" ::: "memory");
        consume(bias, y, first, start, step, tiles, wide, parts, (int)channels_out, (int)length, base, full, empty);
    }
}
