// For 96 channels and length 200 in float32: one persistent launch; the weights lie in shared memory, the input of a batch
// element comes in two halves by bulk copies into a ring of three; each product is three of tf32, which together are as exact
// as float32. Two teams of six warps take 13 and 12 blocks of eight columns, each warp 16 output channels; the three taps are
// three accumulators over unshifted columns. Any other shape takes a plain path.
// launch: conv1d global(GROUPS * 384) local(384) args(x, w, bias, y, batch, channels_in, channels_out, length, local int[57616])
#define GROUPS 132
#define PITCH 100
#define HALF 38400

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_wait(unsigned bar, unsigned parity)
{
    asm volatile("{\n.reg .pred p;\nagain:\nmbarrier.try_wait.parity.shared::cta.b64 p, [%0], %1;\n@p bra done;\nbra again;\ndone:\n}"
                 ::"r"(bar), "r"(parity) : "memory");
}

__device__ __forceinline__ void load_half(unsigned base, unsigned full, const float* x, int n, int step, int batch)
{
    const long b = blockIdx.x + (long)(n >> 1) * step;
    if (b < batch) {
        const unsigned bar = full + 8 * (n % 3);
        asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(bar), "r"(HALF) : "memory");
        asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
                     ::"r"(base + n % 3 * HALF), "l"(x + (b * 2 + (n & 1)) * (HALF / 4)), "r"(HALF), "r"(bar) : "memory");
    }
}

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

__device__ __forceinline__ void load_left(const float* weights, unsigned (&hi)[4], unsigned (&lo)[4])
{
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        parted(weights[(i & 1) * 8 * PITCH + (i >> 1) * 4], hi[i], lo[i]);
    }
}

__device__ __forceinline__ void load_right(const float* columns, unsigned (&hi)[2], unsigned (&lo)[2])
{
    parted(columns[0], hi[0], lo[0]);
    parted(columns[4 * 200], hi[1], lo[1]);
}

// One block of eight columns by one tap alone, for the column beside a team's own.
__device__ __forceinline__ void edge(float (&d)[4], const float* weights, const float* const (&source)[2], int block)
{
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        d[i] = 0;
    }
#pragma unroll 1
    for (int k = 0; k < 12; ++k) {
        unsigned hi[4];
        unsigned lo[4];
        unsigned right_hi[2];
        unsigned right_lo[2];
        load_left(weights + k * 8, hi, lo);
        load_right((k < 6 ? source[0] + k * 1600 : source[1] + (k - 6) * 1600) + block * 8, right_hi, right_lo);
        multiply(d, lo, right_hi);
        multiply(d, hi, right_lo);
        multiply(d, hi, right_hi);
    }
}

__device__ __forceinline__ void resident(const float* x, const float* w, const float* bias, float* y, int batch, float* memory)
{
    float* weights = memory + 3 * HALF / 4;
    const int team = threadIdx.x >= 192;
    const int warp = (threadIdx.x >> 5) - team * 6;
    const int lane = threadIdx.x & 31;
    const int g = lane >> 2;
    const int c = lane & 3;
    const unsigned base = shared_address(memory);
    const unsigned full = base + 230400;
    const int step = gridDim.x;
    if (threadIdx.x == 0) {
        for (int i = 0; i < 3; ++i) {
            asm volatile("mbarrier.init.shared::cta.b64 [%0], 1;" ::"r"(full + 8 * i) : "memory");
        }
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
        for (int n = 0; n < 3; ++n) {
            load_half(base, full, x, n, step, batch);
        }
    }
    for (int i = threadIdx.x; i < 96 * 96 * 3; i += 384) {
        weights[(i % 3 * 96 + i / 288) * PITCH + i / 3 % 96] = __ldg(w + i);
    }
    const int o = warp * 16 + g;
    const float bias0 = bias[o];
    const float bias1 = bias[o + 8];
    const int before = (lane & ~3) | ((c + 3) & 3);
    const int behind = (lane & ~3) | ((c + 1) & 3);
    const float* own = weights + o * PITCH + c;
    __syncthreads();
    int turn = 0;
    for (int b = blockIdx.x; b < batch; b += step, ++turn) {
        const int n0 = 2 * turn;
        const int n1 = n0 + 1;
        const float* const source[2] = {memory + n0 % 3 * (HALF / 4) + c * 200 + g, memory + n1 % 3 * (HALF / 4) + c * 200 + g};
        barrier_wait(full + 8 * (n0 % 3), n0 / 3 & 1);
        float done[2] = {0, 0};
        float open[2] = {0, 0};
        float last[2] = {0, 0};
        float first[2] = {0, 0};
        float* out = y + ((long)b * 96 + o) * 200 + 2 * c;
        if (team) {
            float d[4];
            barrier_wait(full + 8 * (n1 % 3), n1 / 3 & 1);
            edge(d, own, source, 12);
            last[0] = d[1];
            last[1] = d[3];
        }
#pragma unroll 1
        for (int chunk = 0; chunk < 3; ++chunk) {
            const int blocks = team == 0 && chunk == 0 ? 5 : 4;
            const int block = team ? 13 + 4 * chunk : chunk ? 1 + 4 * chunk : 0;
            float acc[3][5][4];
#pragma unroll
            for (int n = 0; n < 5; ++n) {
#pragma unroll
                for (int i = 0; i < 4; ++i) {
                    acc[0][n][i] = 0;
                    acc[1][n][i] = i < 2 ? bias0 : bias1;
                    acc[2][n][i] = 0;
                }
            }
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                if (half) {
                    barrier_wait(full + 8 * (n1 % 3), n1 / 3 & 1);
                }
#pragma unroll 1
                for (int k = 0; k < 6; ++k) {
                    unsigned hi[3][4];
                    unsigned lo[3][4];
#pragma unroll
                    for (int j = 0; j < 3; ++j) {
                        load_left(own + j * 96 * PITCH + half * 48 + k * 8, hi[j], lo[j]);
                    }
#pragma unroll
                    for (int n = 0; n < 5; ++n) {
                        if (n < 4 || blocks == 5) {
                            unsigned right_hi[2];
                            unsigned right_lo[2];
                            load_right(source[half] + k * 1600 + (block + n) * 8, right_hi, right_lo);
#pragma unroll
                            for (int j = 0; j < 3; ++j) {
                                multiply(acc[j][n], lo[j], right_hi);
                            }
#pragma unroll
                            for (int j = 0; j < 3; ++j) {
                                multiply(acc[j][n], hi[j], right_lo);
                            }
#pragma unroll
                            for (int j = 0; j < 3; ++j) {
                                multiply(acc[j][n], hi[j], right_hi);
                            }
                        }
                    }
                }
            }
#pragma unroll
            for (int n = 0; n < 5; ++n) {
                if (n < 4 || blocks == 5) {
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
                    if (chunk > 0 || n > 0) {
                        *(float2*)(out + (block + n - 1) * 8) = make_float2(done[0], value[0]);
                        *(float2*)(out + (block + n - 1) * 8 + 8 * 200) = make_float2(done[1], value[1]);
                    }
                    done[0] = acc[1][n][0];
                    done[1] = acc[1][n][2];
                }
            }
        }
        float beyond[2] = {0, 0};
        if (team == 0) {
            float d[4];
            edge(d, own + 2 * 96 * PITCH, source, 13);
            beyond[0] = d[0];
            beyond[1] = d[2];
        }
#pragma unroll
        for (int h = 0; h < 2; ++h) {
            const float right = __shfl_sync(~0u, c == 0 ? beyond[h] : first[h], behind);
            *(float2*)(out + (team ? 24 : 12) * 8 + h * 8 * 200) = make_float2(done[h], open[h] + right);
        }
        __syncthreads();
        if (threadIdx.x == 0) {
            load_half(base, full, x, n0 + 3, step, batch);
            load_half(base, full, x, n0 + 4, step, batch);
        }
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

extern "C" __global__ void __launch_bounds__(384, 1)
    conv1d(const float* x, const float* w, const float* bias, float* y, long batch, long channels_in, long channels_out, long length)
{
    extern __shared__ __align__(128) float memory[];
    if (channels_in == 96 && channels_out == 96 && length == 200) {
        resident(x, w, bias, y, (int)batch, memory);
    } else {
        plain(x, w, bias, y, batch, channels_in, channels_out, length);
    }
}
