// A table whose numbers lie close together becomes, in shared memory, a bitmap with the rank of each word's first element:
// one read of eight bytes answers. Of other tables, and of large ones for few values, a copy in shared memory is searched, or
// where it does not fit, the table where it is.
// launch: map_id global(min(GROUPS, ceil(count, WG)) * WG) local(WG) args(mapping, values, out, ids, count, local long[max(WORDS, min(ids, ROOM))])
#define WG 512 // tune: 256 512
#define GROUPS 264 // tune: 132 264 528
#define WORDS 5000
#define ROOM 14000

__device__ __forceinline__ long found(const uint2* table, unsigned long offset, unsigned long range)
{
    if (offset > range) {
        return 0;
    }
    const uint2 entry = table[offset >> 5];
    const unsigned bit = 1u << (offset & 31);
    return entry.x & bit ? (long)(entry.y + __popc(entry.x & (bit - 1))) + 1 : 0;
}

__device__ __forceinline__ long searched(const long* mapping, long ids, long v)
{
    long low = 0;
    long size = ids;
    // Three probes at a time: as many round trips as a search among four.
    while (size > 3) {
        const long quarter = size >> 2;
        const long a = __ldg(mapping + low + quarter - 1);
        const long b = __ldg(mapping + low + 2 * quarter - 1);
        const long c = __ldg(mapping + low + 3 * quarter - 1);
        const int below = (a < v) + (b < v) + (c < v);
        low += below * quarter;
        size = below == 3 ? size - 3 * quarter : quarter;
    }
    for (; size > 0 && __ldg(mapping + low) < v; ++low, --size) {
    }
    return low < ids && __ldg(mapping + low) == v ? low + 1 : 0;
}

__device__ __forceinline__ long searched_copy(const long* copy, int ids, long v)
{
    int low = 0;
    for (int size = ids; size > 1;) {
        const int half = size >> 1;
        low += copy[low + half - 1] < v ? half : 0;
        size -= half;
    }
    low += low < ids && copy[low] < v;
    return low < ids && copy[low] == v ? low + 1 : 0;
}

extern "C" __global__ void __launch_bounds__(WG) map_id(const long* mapping, const long* values, long* out, long ids, long count)
{
    extern __shared__ longlong2 copy[];
    uint2* table = (uint2*)copy;
    const long first = __ldg(mapping);
    const unsigned long range = (unsigned long)__ldg(mapping + ids - 1) - (unsigned long)first;
    const unsigned long words = (range >> 5) + 1;
    const long thread = (long)blockIdx.x * WG + threadIdx.x;
    const long threads = (long)gridDim.x * WG;
    const bool direct = words > WORDS || (ids > WG && count < 4 * threads);
    if (direct && ids <= ROOM) {
        const long v = thread < count ? values[thread] : 0;
#pragma unroll 8
        for (long i = threadIdx.x; i < ids / 2; i += WG) {
            copy[i] = __ldg((const longlong2*)mapping + i);
        }
        if (threadIdx.x == 0 && (ids & 1)) {
            ((long*)copy)[ids - 1] = mapping[ids - 1];
        }
        __syncthreads();
        for (long i = thread; i < count; i += threads) {
            out[i] = searched_copy((const long*)copy, (int)ids, i == thread ? v : values[i]);
        }
        return;
    }
    if (direct) {
        for (long i = thread; i < count; i += threads) {
            out[i] = searched(mapping, ids, values[i]);
        }
        return;
    }
    for (int i = threadIdx.x; i < words; i += WG) {
        table[i] = make_uint2(0, 0);
    }
    __syncthreads();
    for (long i = threadIdx.x; i < ids; i += WG) {
        const unsigned long offset = (unsigned long)__ldg(mapping + i) - (unsigned long)first;
        const unsigned long word = offset >> 5;
        atomicOr(&table[word].x, 1u << (offset & 31));
        if (i == 0 || ((unsigned long)__ldg(mapping + i - 1) - (unsigned long)first) >> 5 != word) {
            table[word].y = (unsigned)i;
        }
    }
    __syncthreads();
    const longlong2* pairs = (const longlong2*)values;
    longlong2* outs = (longlong2*)out;
    const long half = count / 2;
    long i = thread;
    for (; i + 3 * threads < half; i += 4 * threads) {
        longlong2 v[4];
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            v[j] = __ldcs(pairs + i + j * threads);
        }
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            v[j].x = found(table, (unsigned long)v[j].x - (unsigned long)first, range);
            v[j].y = found(table, (unsigned long)v[j].y - (unsigned long)first, range);
            __stcs(outs + i + j * threads, v[j]);
        }
    }
    for (; i < half; i += threads) {
        longlong2 v = __ldcs(pairs + i);
        v.x = found(table, (unsigned long)v.x - (unsigned long)first, range);
        v.y = found(table, (unsigned long)v.y - (unsigned long)first, range);
        __stcs(outs + i, v);
    }
    if (thread == 0 && (count & 1)) {
        out[count - 1] = found(table, (unsigned long)values[count - 1] - (unsigned long)first, range);
    }
}
