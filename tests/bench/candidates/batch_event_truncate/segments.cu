// What is kept of a user is one piece of the values, so the second launch copies pieces. The first launch measures each
// user's values, a warp a user; in the second a block of threads adds up what lies before its user, copies the piece and
// zeroes a share of what remains behind the last one.
// scratch: total long[features * users]
// scratch: kept long[features * users]
// launch: measure global(ceil(users, 8) * 256, features) local(256, 1) args(outer_lengths, inner_lengths, outer_kept, total, kept, users, events, keep)
// launch: move global(users * 256, features) local(256, 1) args(outer_lengths, inner_lengths, values, total, kept, inner_kept, values_kept, users, events, length, keep)

__device__ __forceinline__ long over_warp(long v)
{
    for (int i = 16; i; i >>= 1) {
        v += __shfl_xor_sync(~0u, v, i);
    }
    return v;
}

extern "C" __global__ void __launch_bounds__(256)
    measure(const long* outer_lengths, const long* inner_lengths, long* outer_kept, long* total, long* kept, long users, long events,
            long keep)
{
    __shared__ long share[8];
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const long f = blockIdx.y;
    const long first = (long)blockIdx.x * 8;
    const long* outer = outer_lengths + f * users;
    long event = 0;
    for (long u = threadIdx.x; u < first; u += 256) {
        event += outer[u];
    }
    event = over_warp(event);
    if (lane == 0) {
        share[warp] = event;
    }
    __syncthreads();
    event = f * users * events;
    for (int i = 0; i < 8; ++i) {
        event += share[i];
    }
    const long u = first + warp;
    if (u >= users) {
        return;
    }
    for (int i = 0; i < warp; ++i) {
        event += outer[first + i];
    }
    const long has = outer[u];
    long all = 0;
    long some = 0;
#pragma unroll 4
    for (long e = lane; e < has; e += 32) {
        const long n = inner_lengths[event + e];
        all += n;
        some += e < keep ? n : 0;
    }
    all = over_warp(all);
    some = over_warp(some);
    if (lane == 0) {
        outer_kept[f * users + u] = has < keep ? has : keep;
        total[f * users + u] = all;
        kept[f * users + u] = some;
    }
}

// The loads leave before the first store: the compiler cannot know that the arrays do not overlap.
template <int AT_ONCE, class T>
__device__ __forceinline__ void copy(T* to, const T* from, long count, int thread, int threads)
{
    for (long i = thread; i < count; i += AT_ONCE * threads) {
        T v[AT_ONCE];
#pragma unroll
        for (int j = 0; j < AT_ONCE; ++j) {
            v[j] = i + j * threads < count ? __ldcs(from + i + j * threads) : 0;
        }
#pragma unroll
        for (int j = 0; j < AT_ONCE; ++j) {
            if (i + j * threads < count) {
                __stcs(to + i + j * threads, v[j]);
            }
        }
    }
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
        __stcs((uint4*)at + i, make_uint4(0, 0, 0, 0));
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

extern "C" __global__ void __launch_bounds__(256, 4)
    move(const long* outer_lengths, const long* inner_lengths, const float* values, const long* total, const long* kept,
         long* inner_kept, float* values_kept, long users, long events, long length, long keep)
{
    __shared__ long share[6][8];
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const long u = blockIdx.x;
    const long f = blockIdx.y;
    const long row = f * users;
    long sums[6] = {0, 0, 0, 0, 0, 0};
    for (long v = threadIdx.x; v < users; v += 256) {
        const long had = outer_lengths[row + v];
        const long stays = had < keep ? had : keep;
        const long part = kept[row + v];
        sums[4] += stays;
        sums[5] += part;
        if (v < u) {
            sums[0] += had;
            sums[1] += total[row + v];
            sums[2] += stays;
            sums[3] += part;
        }
    }
#pragma unroll
    for (int i = 0; i < 6; ++i) {
        sums[i] = over_warp(sums[i]);
        if (lane == 0) {
            share[i][warp] = sums[i];
        }
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < 6; ++i) {
        sums[i] = 0;
#pragma unroll
        for (int j = 0; j < 8; ++j) {
            sums[i] += share[i][j];
        }
    }
    const long has = outer_lengths[row + u];
    inner_kept += row * keep;
    values_kept += row * keep * length;
    zero_share(values_kept, sums[5], users * keep * length, u, users);
    zero_share(inner_kept, sums[4], users * keep, u, users);
    if (warp == 7) {
        copy<4>(inner_kept + sums[2], inner_lengths + row * events + sums[0], has < keep ? has : keep, lane, 32);
    } else {
        copy<16>(values_kept + sums[3], values + row * events * length + sums[1], kept[row + u], threadIdx.x, 224);
    }
}
