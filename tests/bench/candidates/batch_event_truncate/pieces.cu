// What is kept of a user is one piece of the values, so the second launch copies pieces. The first launch measures each user's
// values, a warp a user, and copies the lengths that are kept. In the second a block of threads adds up what lies before
// its user, asks for the piece, zeroes a share of what remains behind the last one meanwhile, and stores the piece. Loads
// and stores say nothing of the second-level cache: as streams (ld.cs, st.cs) they take .0319 instead of .0309 ms (5 features),
// .1568 instead of .1422 (32).
// scratch: total long[features * users]
// scratch: kept long[features * users]
// launch: measure global(ceil(users, 8) * 256, features) local(256, 1) args(outer_lengths, inner_lengths, outer_kept, inner_kept, total, kept, users, events, length, keep)
// launch: move global(users * 256, features) local(256, 1) args(values, total, kept, values_kept, users, events, length, keep)

__device__ __forceinline__ long over_warp(long v)
{
    for (int i = 16; i; i >>= 1) {
        v += __shfl_xor_sync(~0u, v, i);
    }
    return v;
}

// Zeroes elements of an array that is aligned to its element alone.
template <class T>
__device__ __forceinline__ void zero(T* at, long count)
{
    constexpr long kEach = 16 / sizeof(T);
    const long head = min(count, (long)((16 - ((unsigned long)at & 15)) & 15) / (long)sizeof(T));
    if (threadIdx.x < head) {
        at[threadIdx.x] = 0;
    }
    at += head;
    count -= head;
    for (long i = threadIdx.x; i < count / kEach; i += 256) {
        ((uint4*)at)[i] = make_uint4(0, 0, 0, 0);
    }
    if (threadIdx.x < count % kEach) {
        at[count / kEach * kEach + threadIdx.x] = 0;
    }
}

template <class T>
__device__ __forceinline__ void zero_share(T* array, long begin, long end, long part, long parts)
{
    const long each = ((end - begin + parts - 1) / parts + 31) / 32 * 32;
    const long from = begin + part * each;
    if (from < end) {
        zero(array + from, min(each, end - from));
    }
}

extern "C" __global__ void __launch_bounds__(256)
    measure(const long* outer_lengths, const long* inner_lengths, long* outer_kept, long* inner_kept, long* total, long* kept,
            long users, long events, long length, long keep)
{
    __shared__ long share[3][8];
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const long f = blockIdx.y;
    const long u = (long)blockIdx.x * 8 + warp;
    const long* outer = outer_lengths + f * users;
    // Of the events before this block's users, of those of them that stay, of all that stay.
    long sums[3] = {0, 0, 0};
    for (long v = threadIdx.x; v < users; v += 256) {
        const long had = outer[v];
        const long stays = min(had, keep);
        sums[2] += stays;
        if (v < (long)blockIdx.x * 8) {
            sums[0] += had;
            sums[1] += stays;
        }
    }
    // Of the users of this block before this warp's.
    long had = 0;
    if (lane <= warp && u - warp + lane < users) {
        had = outer[u - warp + lane];
    }
    const long has = u < users ? __shfl_sync(~0u, had, warp) : 0;
    const long before = over_warp(lane < warp ? had : 0);
    const long staying = over_warp(lane < warp ? min(had, keep) : 0);
#pragma unroll
    for (int i = 0; i < 3; ++i) {
        sums[i] = over_warp(sums[i]);
        if (lane == 0) {
            share[i][warp] = sums[i];
        }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 3; ++i) {
        sums[i] = 0;
#pragma unroll
        for (int j = 0; j < 8; ++j) {
            sums[i] += share[i][j];
        }
    }
    const long* from = inner_lengths + f * users * events + sums[0] + before;
    long* to = inner_kept + f * users * keep + sums[1] + staying;
    long n[8];
#pragma unroll
    for (int i = 0; i < 8; ++i) {
        n[i] = lane + 32 * i < has ? __ldg(from + lane + 32 * i) : 0;
    }
    zero_share(inner_kept + f * users * keep, sums[2], users * keep, blockIdx.x, gridDim.x);
    long all = 0;
    long some = 0;
    const auto count = [&](long e, long v) {
        if (e < has) {
            all += v;
        }
        if (e < has && e < keep) {
            some += v;
            to[e] = v;
        }
    };
#pragma unroll
    for (int i = 0; i < 8; ++i) {
        count(lane + 32 * i, n[i]);
    }
    for (long e = lane + 256; e < has; e += 32) {
        count(e, from[e]);
    }
    all = over_warp(all);
    some = over_warp(some);
    if (lane == 0 && u < users) {
        outer_kept[f * users + u] = min(has, keep);
        total[f * users + u] = all;
        kept[f * users + u] = some;
    }
}

extern "C" __global__ void __launch_bounds__(256, 4)
    move(const float* values, const long* total, const long* kept, float* values_kept, long users, long events,
         long length, long keep)
{
    __shared__ long share[3][8];
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const long u = blockIdx.x;
    const long f = blockIdx.y;
    const long row = f * users;
    const long count = kept[row + u];
    long sums[3] = {0, 0, 0};
    for (long v = threadIdx.x; v < users; v += 256) {
        const long part = kept[row + v];
        const long had = total[row + v];
        sums[2] += part;
        if (v < u) {
            sums[0] += had;
            sums[1] += part;
        }
    }
#pragma unroll
    for (int i = 0; i < 3; ++i) {
        sums[i] = over_warp(sums[i]);
        if (lane == 0) {
            share[i][warp] = sums[i];
        }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 3; ++i) {
        sums[i] = 0;
#pragma unroll
        for (int j = 0; j < 8; ++j) {
            sums[i] += share[i][j];
        }
    }
    const float* from = values + row * events * length + sums[0];
    float* to = values_kept + row * keep * length + sums[1];
    // The loads leave before the first store: the compiler cannot know that the arrays do not overlap.
    float v[16];
    const auto load = [&](long i) {
#pragma unroll
        for (int j = 0; j < 16; ++j) {
            v[j] = i + j * 256 < count ? __ldg(from + i + j * 256) : 0;
        }
    };
    load(threadIdx.x);
    zero_share(values_kept + row * keep * length, sums[2], users * keep * length, u, users);
    for (long i = threadIdx.x; i < count;) {
#pragma unroll
        for (int j = 0; j < 16; ++j) {
            if (i + j * 256 < count) {
                to[i + j * 256] = v[j];
            }
        }
        i += 16 * 256;
        load(i);
    }
}
