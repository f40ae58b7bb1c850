// Few values: a block takes a piece of the table and a chunk of the values, asks for both at once, and answers for those values
// that lie in its piece, so that a call waits for the memory once. Many values, and a table whose numbers lie close together:
// a bitmap in shared memory with the rank of each word's first element, one read of eight bytes answers; the first values are
// on their way before it is made. Other tables are searched where they are.
// launch: map_id global(min(GROUPS, ceil(count, WG) * ceil(ids, PIECE)) * WG) local(WG) args(mapping, values, out, ids, count, local long[WORDS])
#define WG 512
#define GROUPS 264
#define PIECE 1250
#define LARGE 2500
#define FEW 20000
// PIECE: ids a block for up to FEW values, LARGE beyond. WORDS: of the bitmap, which answers from MANY values on.
#define WORDS 5000
#define MANY 500000
#define V 8
#define LOAD(p) __ldg(p)
#define STORE(p, v) (*(p) = (v))

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

// Each thread takes V values at a time.
template <int N, int SIZE>
__device__ __forceinline__ void in_pieces(const long* mapping, const long* values, long* out, int ids, int count, int pieces, long* piece)
{
    constexpr int kLoads = (SIZE + WG - 1) / WG;
    const int chunks = gridDim.x / pieces;
    const int chunk = blockIdx.x / pieces;
    const int number = blockIdx.x % pieces;
    const int each = (count + chunks - 1) / chunks;
    const int first = number * SIZE;
    const int size = min(SIZE, ids - first);
    int at = chunk * each + threadIdx.x;
    const int end = min(count, (chunk + 1) * each);
    long v[N];
    long part[kLoads];
#pragma unroll
    for (int i = 0; i < N; ++i) {
        v[i] = at + i * WG < end ? __ldg(values + at + i * WG) : 0;
    }
#pragma unroll
    for (int i = 0; i < kLoads; ++i) {
        const int place = threadIdx.x + i * WG;
        part[i] = place < size ? __ldg(mapping + first + place) : 0;
    }
    const bool is_last = first + size == ids;
    const long beyond = is_last ? 0 : __ldg(mapping + first + size);
#pragma unroll
    for (int i = 0; i < kLoads; ++i) {
        const int place = threadIdx.x + i * WG;
        if (place < size) {
            piece[place] = part[i];
        }
    }
    __syncthreads();
    const long least = piece[0];
    while (at - (int)threadIdx.x < end) {
        int low[N];
#pragma unroll
        for (int i = 0; i < N; ++i) {
            low[i] = 0;
        }
        for (int left = size; left > 1;) {
            const int half = left >> 1;
#pragma unroll
            for (int i = 0; i < N; ++i) {
                low[i] += piece[low[i] + half - 1] < v[i] ? half : 0;
            }
            left -= half;
        }
#pragma unroll
        for (int i = 0; i < N; ++i) {
            const bool here = (number == 0 || v[i] >= least) && (is_last || v[i] < beyond);
            low[i] += piece[low[i]] < v[i] && low[i] + 1 < size;
            if (here && at + i * WG < end) {
                out[at + i * WG] = piece[low[i]] == v[i] ? first + low[i] + 1 : 0;
            }
        }
        at += N * WG;
#pragma unroll
        for (int i = 0; i < N; ++i) {
            v[i] = at + i * WG < end ? __ldg(values + at + i * WG) : 0;
        }
    }
}

template <int SIZE>
__device__ __forceinline__ void split(const long* mapping, const long* values, long* out, int ids, int count, long* memory)
{
    const int pieces = (ids + SIZE - 1) / SIZE;
    const int chunks = gridDim.x / pieces;
    if (blockIdx.x >= chunks * pieces) {
        return;
    }
    const int each = (count + chunks - 1) / chunks;
    if (each <= WG) {
        in_pieces<1, SIZE>(mapping, values, out, ids, count, pieces, memory);
    } else if (each <= 2 * WG) {
        in_pieces<2, SIZE>(mapping, values, out, ids, count, pieces, memory);
    } else {
        in_pieces<4, SIZE>(mapping, values, out, ids, count, pieces, memory);
    }
}

extern "C" __global__ void __launch_bounds__(WG) map_id(const long* mapping, const long* values, long* out, long ids, long count)
{
    extern __shared__ longlong2 memory[];
    if (count < MANY) {
        if (ids > 32 * PIECE) {
            for (long i = (long)blockIdx.x * WG + threadIdx.x; i < count; i += (long)gridDim.x * WG) {
                out[i] = searched(mapping, ids, values[i]);
            }
            return;
        }
        if (count < FEW || ids > 8 * LARGE) {
            split<PIECE>(mapping, values, out, (int)ids, (int)count, (long*)memory);
        } else {
            split<LARGE>(mapping, values, out, (int)ids, (int)count, (long*)memory);
        }
        return;
    }
    uint2* table = (uint2*)memory;
    const long thread = (long)blockIdx.x * WG + threadIdx.x;
    const long threads = (long)gridDim.x * WG;
    const longlong2* pairs = (const longlong2*)values;
    longlong2* outs = (longlong2*)out;
    const long half = count / 2;
    longlong2 v[V];
#pragma unroll
    for (int j = 0; j < V; ++j) {
        v[j] = thread + j * threads < half ? LOAD(pairs + thread + j * threads) : make_longlong2(0, 0);
    }
    const long first = __ldg(mapping);
    const unsigned long range = (unsigned long)__ldg(mapping + ids - 1) - (unsigned long)first;
    const unsigned long words = (range >> 5) + 1;
    for (int i = threadIdx.x; i < WORDS / 2; i += WG) {
        ((uint4*)memory)[i] = make_uint4(0, 0, 0, 0);
    }
    if (words > WORDS) {
        for (long i = thread; i < count; i += threads) {
            out[i] = searched(mapping, ids, values[i]);
        }
        return;
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
    for (long i = thread; i < half; i += V * threads) {
#pragma unroll
        for (int j = 0; j < V; ++j) {
            if (i + j * threads < half) {
                v[j].x = found(table, (unsigned long)v[j].x - (unsigned long)first, range);
                v[j].y = found(table, (unsigned long)v[j].y - (unsigned long)first, range);
                STORE(outs + i + j * threads, v[j]);
            }
        }
#pragma unroll
        for (int j = 0; j < V; ++j) {
            const long next = i + (V + j) * threads;
            v[j] = next < half ? LOAD(pairs + next) : make_longlong2(0, 0);
        }
    }
    if (thread == 0 && (count & 1)) {
        out[count - 1] = found(table, (unsigned long)values[count - 1] - (unsigned long)first, range);
    }
}
