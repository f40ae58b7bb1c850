// One persistent launch. For 96 channels and length 200: each of a team's six warps keeps the weights of 16 output channels in
// registers, packed while they are read; the input of a batch element comes as one bulk copy into a ring of two; the
// three taps are three accumulators over the same unshifted columns, shifted by one and added in the epilogue, so that no
// column is loaded twice; the output leaves by bulk copies from shared memory. Any other shape takes a plain path.
// launch: conv1d_fp16 global(GROUPS * 384) local(384) args(x, w, bias, y, batch, channels_in, channels_out, length, local int[57616])
#define GROUPS 132
#include <cuda_fp16.h>

#define ROW 400
#define TILE 38400

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
    asm volatile("cp.async.bulk.global.shared::cta.bulk_group [%0], [%1], %2;\ncp.async.bulk.commit_group;" ::"l"(to), "r"(from),
                 "r"(bytes) : "memory");
}

__device__ __forceinline__ void load_matrices(unsigned (&r)[4], unsigned address)
{
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3]) : "r"(address) : "memory");
}

__device__ __forceinline__ void multiply(float (&d)[4], const unsigned (&a)[4], unsigned b0, unsigned b1)
{
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}

// Tap j of halves 2 p and 2 p + 1 of the eight input channels whose three taps lie in 24 halves.
__device__ __forceinline__ unsigned tap(const unsigned (&v)[12], int p, int j)
{
    const unsigned w0 = v[3 * p];
    const unsigned w1 = v[3 * p + 1];
    const unsigned w2 = v[3 * p + 2];
    return j == 0 ? __byte_perm(w0, w1, 0x7610) : j == 1 ? __byte_perm(w0, w2, 0x5432) : __byte_perm(w1, w2, 0x7610);
}

// The first product of a sum needs no sum before it.
__device__ __forceinline__ void begin(float (&d)[4], const unsigned (&a)[4], unsigned b0, unsigned b1, float c0, float c1)
{
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%10,%10,%11,%11};"
                 : "=f"(d[0]), "=f"(d[1]), "=f"(d[2]), "=f"(d[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1), "f"(c0), "f"(c1));
}

// 16 channels of five blocks of eight columns.
__device__ __forceinline__ void load_step(unsigned (&r)[10], unsigned address)
{
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3]) : "r"(address) : "memory");
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[4]), "=r"(r[5]), "=r"(r[6]), "=r"(r[7]) : "r"(address + 32) : "memory");
    asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%0,%1}, [%2];" : "=r"(r[8]), "=r"(r[9]) : "r"(address + 64) : "memory");
}

// One block of eight columns by one tap alone, for the column beside a piece.
__device__ __forceinline__ void edge(float (&d)[4], const unsigned (&a)[6][4], unsigned source)
{
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        d[i] = 0;
    }
#pragma unroll
    for (int k = 0; k < 3; ++k) {
        unsigned columns[4];
        load_matrices(columns, source + k * 32 * ROW);
        multiply(d, a[2 * k], columns[0], columns[1]);
        multiply(d, a[2 * k + 1], columns[2], columns[3]);
    }
}

// Two teams of six warps in a block of threads, so that each quarter of the multiprocessor has three warps. A team takes a
// batch element, or, where there are too few for all teams, two or five pieces of one.
__device__ __forceinline__ void resident(const __half* x, const __half* w, const __half* bias, __half* y, int batch, unsigned char* memory)
{
    const int team = threadIdx.x >= 192;
    const int warp = (threadIdx.x >> 5) - team * 6;
    const int lane = threadIdx.x & 31;
    const int g = lane >> 2;
    const int c = lane & 3;
    const unsigned base = shared_address(memory) + team * 3 * TILE;
    const unsigned full = shared_address(memory) + 6 * TILE + team * 32;
    const unsigned empty = full + 16;
    const int step = 2 * gridDim.x;
    const int parts = batch * 5 <= step ? 5 : batch * 2 <= step ? 2 : 1;
    const int units = batch * parts;
    const int start = team * gridDim.x + blockIdx.x;
    const bool leader = warp == 0 && lane == 0;
    if (leader) {
        for (int i = 0; i < 2; ++i) {
            barrier_init(full + 8 * i, 1);
            barrier_init(empty + 8 * i, 6);
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        for (int i = 0; i < 2; ++i) {
            const int unit = start + i * step;
            if (unit < units) {
                barrier_expect(full + 8 * i, TILE);
                bulk_load(base + i * TILE, x + (long)(unit / parts) * (TILE / 2), TILE, full + 8 * i);
            }
        }
    }
    // The order of the summed index is free: a thread's eight input channels lie together, 48 bytes, and which two of them
    // it gives to a fragment turns with the thread, so that the eight rows of x that meet there lie in different banks.
    unsigned a[3][6][4];
    const int o = warp * 16 + g;
#pragma unroll
    for (int q = 0; q < 3; ++q) {
#pragma unroll
        for (int h = 0; h < 2; ++h) {
            unsigned v[12];
            const uint4* from = (const uint4*)(w + ((o + 8 * h) * 96 + q * 32 + 8 * c) * 3);
#pragma unroll
            for (int i = 0; i < 3; ++i) {
                const uint4 four = __ldg(from + i);
                v[4 * i] = four.x;
                v[4 * i + 1] = four.y;
                v[4 * i + 2] = four.z;
                v[4 * i + 3] = four.w;
            }
#pragma unroll
            for (int j = 0; j < 3; ++j) {
                unsigned t[4] = {tap(v, 0, j), tap(v, 1, j), tap(v, 2, j), tap(v, 3, j)};
                if (c & 1) {
                    const unsigned first = t[0];
                    t[0] = t[1];
                    t[1] = t[2];
                    t[2] = t[3];
                    t[3] = first;
                }
                if (c & 2) {
                    const unsigned first = t[0];
                    const unsigned second = t[1];
                    t[0] = t[2];
                    t[1] = t[3];
                    t[2] = first;
                    t[3] = second;
                }
                a[j][2 * q][h] = t[0];
                a[j][2 * q][2 + h] = t[1];
                a[j][2 * q + 1][h] = t[2];
                a[j][2 * q + 1][2 + h] = t[3];
            }
        }
    }
    const float bias0 = __half2float(bias[o]);
    const float bias1 = __half2float(bias[o + 8]);
    const int before = (lane & ~3) | ((c + 3) & 3);
    const int behind = (lane & ~3) | ((c + 1) & 3);
    const unsigned staging = base + 2 * TILE + warp * 16 * ROW;
    const unsigned own = staging + g * ROW + 4 * c;
    // Row r of matrix m holds two channels of thread r / 2.
    const int third = (lane & 7) >> 1;
    const unsigned channel = 8 * third + 2 * (((lane >> 3) + third) & 3) + (lane & 1);
    const unsigned step_channel = 8 * third + 2 * ((((lane >> 3) & 1) + third) & 3) + (lane & 1);
    __syncthreads();
    int turn = 0;
    for (int unit = start; unit < units; unit += step, ++turn) {
        const unsigned slot = turn & 1;
        const int b = unit / parts;
        const int part = unit - b * parts;
        const int chunk0 = parts == 5 ? part : part * 3;
        const int chunk1 = parts == 5 ? part + 1 : parts == 2 ? 3 + 2 * part : 5;
        asm volatile("cp.async.bulk.wait_group.read 0;" ::: "memory");
        __syncwarp();
        barrier_wait(full + 8 * slot, (turn >> 1) & 1);
        const unsigned source = base + slot * TILE + channel * ROW;
        const unsigned own_step[2] = {base + slot * TILE + step_channel * ROW + (lane >> 4) * 16,
                                      base + slot * TILE + (step_channel ^ 4) * ROW + (lane >> 4) * 16};
        unsigned columns[2][10];
        load_step(columns[0], own_step[0] + chunk0 * 80);
        // Of the block before: its first output, the second without the column behind it, and what the next block needs.
        float done[2] = {0, 0};
        float open[2] = {0, 0};
        float last[2] = {0, 0};
        float first[2] = {0, 0};
        float beyond[2] = {0, 0};
        if (chunk0 > 0) {
            float d[4];
            edge(d, a[0], source + chunk0 * 80 - 16);
            last[0] = d[1];
            last[1] = d[3];
        }
        if (chunk1 < 5) {
            float d[4];
            edge(d, a[2], source + chunk1 * 80);
            beyond[0] = d[0];
            beyond[1] = d[2];
        }
#pragma unroll 1
        for (int chunk = chunk0; chunk < chunk1; ++chunk) {
            float acc[3][5][4];
            // The columns of a step are on their way while the step before is multiplied.
#pragma unroll
            for (int s = 0; s < 6; ++s) {
                const unsigned(&now)[10] = columns[s & 1];
                if (s < 5) {
                    load_step(columns[(s + 1) & 1], own_step[(s + 1) & 1] + (s + 1) / 2 * 32 * ROW + chunk * 80);
                } else {
                    load_step(columns[0], own_step[0] + min(chunk + 1, 4) * 80);
                }
#pragma unroll
                for (int j = 0; j < 3; ++j) {
#pragma unroll
                    for (int n = 0; n < 5; ++n) {
                        if (s == 0) {
                            begin(acc[j][n], a[j][0], now[2 * n], now[2 * n + 1], j == 1 ? bias0 : 0.0f, j == 1 ? bias1 : 0.0f);
                        } else {
                            multiply(acc[j][n], a[j][s], now[2 * n], now[2 * n + 1]);
                        }
                    }
                }
            }
            if (chunk == chunk0 && leader && turn > 0 && unit + step < units) {
                const unsigned other = slot ^ 1;
                barrier_wait(empty + 8 * other, ((turn - 1) >> 1) & 1);
                barrier_expect(full + 8 * other, TILE);
                bulk_load(base + other * TILE, x + (long)((unit + step) / parts) * (TILE / 2), TILE, full + 8 * other);
            }
            if (chunk + 1 == chunk1) {
                __syncwarp();
                if (lane == 0) {
                    barrier_arrive(empty + 8 * slot);
                }
            }
#pragma unroll
            for (int n = 0; n < 5; ++n) {
                float value[2];
#pragma unroll
                for (int h = 0; h < 2; ++h) {
                    const float left = __shfl_sync(~0u, c == 3 ? last[h] : acc[0][n][2 * h + 1], before);
                    const float right = __shfl_sync(~0u, c == 0 ? acc[2][n][2 * h] : first[h], behind);
                    value[h] = open[h] + right;
                    last[h] = acc[0][n][2 * h + 1];
                    first[h] = acc[2][n][2 * h];
                    open[h] = acc[1][n][2 * h + 1] + acc[0][n][2 * h];
                    acc[1][n][2 * h] += left + acc[2][n][2 * h + 1];
                }
                if (chunk > chunk0 || n > 0) {
                    const unsigned at = own + (chunk * 5 + n - 1) * 16;
                    const __half2 upper = __floats2half2_rn(done[0], value[0]);
                    const __half2 lower = __floats2half2_rn(done[1], value[1]);
                    asm volatile("st.shared.b32 [%0], %1;" ::"r"(at), "r"(*(const unsigned*)&upper) : "memory");
                    asm volatile("st.shared.b32 [%0], %1;" ::"r"(at + 8 * ROW), "r"(*(const unsigned*)&lower) : "memory");
                }
                done[0] = acc[1][n][0];
                done[1] = acc[1][n][2];
            }
        }
#pragma unroll
        for (int h = 0; h < 2; ++h) {
            const float right = __shfl_sync(~0u, c == 0 ? beyond[h] : first[h], behind);
            const __half2 pair = __floats2half2_rn(done[h], open[h] + right);
            asm volatile("st.shared.b32 [%0], %1;" ::"r"(own + (chunk1 * 5 - 1) * 16 + h * 8 * ROW), "r"(*(const unsigned*)&pair)
                         : "memory");
        }
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        __syncwarp();
        __half* to = y + ((long)b * 96 + warp * 16) * 200;
        if (parts == 1) {
            if (lane == 0) {
                bulk_store(to, staging, 16 * ROW);
            }
        } else if (lane < 16) {
            bulk_store(to + lane * 200 + chunk0 * 40, staging + lane * ROW + chunk0 * 80, (chunk1 - chunk0) * 80);
        }
    }
    asm volatile("cp.async.bulk.wait_group 0;" ::: "memory");
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
    extern __shared__ __align__(128) unsigned char memory[];
    if (channels_in == 96 && channels_out == 96 && length == 200) {
        resident(x, w, bias, y, (int)batch, memory);
    } else {
        plain(x, w, bias, y, batch, channels_in, channels_out, length);
    }
}
