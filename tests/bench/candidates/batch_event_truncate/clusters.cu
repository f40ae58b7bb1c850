// One launch of clusters of blocks, several for a feature if there are few features. Each cluster measures the whole feature: a block asks for
// its share of the inner lengths before it knows how many there are (five eighths of what fits), sums up those of the users that begin
// in it, and tells all blocks of the cluster. Meanwhile the other half of its warps zeroes what will most likely stay empty. Then what
// is kept is copied in pieces of one KiB of the output, dealt out among the feature's blocks, 128-byte lines whole.
// launch: truncate global(max(PARTS, ceil(max(CLUSTERS + 1 - features, 1), features)) * CLUSTER * WG, features) local(WG, 1) args(outer_lengths, inner_lengths, values, outer_kept, inner_kept, values_kept, users, events, length, keep, local long[MEMORY])
#define CLUSTER 8
#define CLUSTERS 16
#define PARTS 1
#define WG 1024
#define BATCH 512
#define MEMORY 6800
#define E 8
#define GUESS 9
#define TILE 256

// BATCH: users at a time. MEMORY: longs. GUESS: sixteenths of the most that the kept events could hold, which are not zeroed ahead.
static_assert(TILE == 32 * E, "");
static_assert(BATCH % 32 == 0 && BATCH / 32 <= 32 && BATCH < WG, "");

constexpr int kMeasuring = BATCH / 32;
constexpr int kWarps = WG / 32;

__device__ __forceinline__ unsigned shared_address(const void* p) { return (unsigned)__cvta_generic_to_shared(p); }

__device__ __forceinline__ void barrier_init(unsigned bar, unsigned count)
{
    asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(bar), "r"(count) : "memory");
}

__device__ __forceinline__ void barrier_expect(unsigned bar, unsigned bytes)
{
    asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(bar), "r"(bytes) : "memory");
}

__device__ __forceinline__ void barrier_wait(unsigned bar, unsigned parity)
{
    asm volatile("{\n.reg .pred p;\nagain:\nmbarrier.try_wait.parity.shared::cta.b64 p, [%0], %1;\n@p bra done;\nbra again;\ndone:\n}"
                 ::"r"(bar), "r"(parity) : "memory");
}

// At once: the compiler does not move it down to where it is used.
__device__ __forceinline__ long load_now(const long* p)
{
    long v;
    asm volatile("ld.global.nc.b64 %0, [%1];" : "=l"(v) : "l"(p));
    return v;
}

__device__ __forceinline__ void bulk_load(unsigned to, const void* from, unsigned bytes, unsigned bar)
{
    asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];"
                 ::"r"(to), "l"(from), "r"(bytes), "r"(bar) : "memory");
}

__device__ __forceinline__ void cluster_begun() { asm volatile("barrier.cluster.arrive.relaxed.aligned;" ::: "memory"); }
__device__ __forceinline__ void cluster_arrive() { asm volatile("barrier.cluster.arrive.release.aligned;" ::: "memory"); }
__device__ __forceinline__ void cluster_wait() { asm volatile("barrier.cluster.wait.acquire.aligned;" ::: "memory"); }
__device__ __forceinline__ void measuring_sync() { asm volatile("bar.sync 1, %0;" ::"n"(BATCH) : "memory"); }
__device__ __forceinline__ void tables_made() { asm volatile("bar.arrive 2, %0;" ::"n"(WG) : "memory"); }
__device__ __forceinline__ void tables_wait() { asm volatile("bar.sync 2, %0;" ::"n"(WG) : "memory"); }

// Stores two numbers in the shared memory of a block of the cluster, and tells its barrier.
__device__ __forceinline__ void store_there(unsigned at, unsigned bar, unsigned rank, int a, int b)
{
    unsigned there;
    unsigned bar_there;
    asm volatile("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(there) : "r"(at), "r"(rank));
    asm volatile("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(bar_there) : "r"(bar), "r"(rank));
    asm volatile("st.async.shared::cluster.mbarrier::complete_tx::bytes.v2.b32 [%0], {%1, %2}, [%3];"
                 ::"r"(there), "r"(a), "r"(b), "r"(bar_there) : "memory");
}

__device__ __forceinline__ void store_there(unsigned at, unsigned bar, unsigned rank, long a, long b)
{
    unsigned there;
    unsigned bar_there;
    asm volatile("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(there) : "r"(at), "r"(rank));
    asm volatile("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(bar_there) : "r"(bar), "r"(rank));
    asm volatile("st.async.shared::cluster.mbarrier::complete_tx::bytes.v2.b64 [%0], {%1, %2}, [%3];"
                 ::"r"(there), "l"(a), "l"(b), "r"(bar_there) : "memory");
}

__device__ __forceinline__ int over_warp(int v) { return __reduce_add_sync(~0u, v); }

__device__ __forceinline__ long over_warp(long v)
{
    for (int i = 16; i; i >>= 1) {
        v += __shfl_xor_sync(~0u, v, i);
    }
    return v;
}

template <class I>
__device__ __forceinline__ I up_to_lane(I v)
{
#pragma unroll
    for (int i = 1; i < 32; i <<= 1) {
        const I other = __shfl_up_sync(~0u, v, i);
        v += (threadIdx.x & 31) >= i ? other : 0;
    }
    return v;
}

// Of the users of a batch. The first three lie so that user u is at [u % kMeasuring][u / kMeasuring].
template <class I>
struct Tables {
    I start[kMeasuring * 33];
    I has[kMeasuring * 33];
    I kept_start[kMeasuring * 33];
    I dst[BATCH + 4];
    I shift[BATCH];
    I sums[BATCH][2];
    I totals[5][32];
    unsigned long fetched;
    unsigned long summed;
    int claimed;
    int none[3];
};

__device__ __forceinline__ void zero_lengths(long* at, long count, long thread, long threads)
{
    const long head = min(count, (long)((unsigned long)at >> 3 & 1));
    if (thread < head) {
        at[0] = 0;
    }
    at += head;
    count -= head;
#pragma unroll 2
    for (long i = thread; i < count / 2; i += threads) {
        ((uint4*)at)[i] = make_uint4(0, 0, 0, 0);
    }
    if (thread == 0 && (count & 1)) {
        at[count - 1] = 0;
    }
}

template <class I>
__device__ __forceinline__ void one_feature(const long* outer, const long* lengths, const float* values, long* outer_kept, long* lengths_kept,
                                            float* values_kept, long users, long events, long length, long keep, long first_had,
                                            unsigned char* memory)
{
    Tables<I>& t = *(Tables<I>*)memory;
    static_assert(sizeof(Tables<I>) % 16 == 0 && sizeof(Tables<I>) < MEMORY * 8, "");
    long* chunk = (long*)(memory + sizeof(Tables<I>));
    const int warp = threadIdx.x >> 5;
    const int lane = threadIdx.x & 31;
    const unsigned rank = blockIdx.x % CLUSTER;
    const unsigned part = blockIdx.x / CLUSTER;
    const unsigned parts = gridDim.x / CLUSTER;
    const I block = blockIdx.x;
    const I blocks = gridDim.x;
    const I capacity = (I)(users * events);
    const I room = (I)(MEMORY - (long)sizeof(Tables<I>) / 8 - events - 2);
    const I per = room > 0 ? min((I)((users * events * 5 + 8 * CLUSTER - 1) / (8 * CLUSTER)), room) : 0;
    const I base = (I)rank * per;
    const int skew = (int)((unsigned long)(lengths + base) >> 3 & 1);
    const int fetched = per > 0 && base < capacity ? (int)(min(per + (I)events, capacity - base) + skew) & ~1 : 0;
    const unsigned bar = shared_address(&t.fetched);
    const unsigned summed = shared_address(&t.summed);
    if (threadIdx.x == 0) {
        t.claimed = 0;
        barrier_init(bar, 1);
        barrier_init(summed, 1);
        asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
        asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
        if (fetched > 0) {
            barrier_expect(bar, fetched * 8);
            bulk_load(shared_address(chunk), lengths + base - skew, fetched * 8, bar);
        }
    }
    __syncwarp();
    cluster_begun();
    I had = (I)first_had;
    I all_stay = min(had, (I)keep);
#pragma unroll 1
    for (long v = threadIdx.x + WG; v < users; v += WG) {
        all_stay += min((I)outer[v], (I)keep);
    }
    const I cap = (I)(users * keep * length);
    const I lead = (I)((unsigned long)values_kept >> 2 & 31);
    I zeroed = 0; // the first tile that is zeroed before the values are measured
    I event = 0;
    I event_kept = 0;
    I source = 0;
    I target = 0;
    int turn = 0;
    for (long u0 = 0;; u0 += BATCH, turn ^= 1) {
        const bool first = u0 == 0;
        I ends = 0;
        I stay_ends = 0;
        if (warp < kMeasuring) {
            if (!first) {
                had = u0 + threadIdx.x < users ? (I)outer[u0 + threadIdx.x] : 0;
            }
            ends = up_to_lane(had);
            stay_ends = up_to_lane(min(had, (I)keep));
            if (lane == 31) {
                t.totals[0][warp] = ends;
                t.totals[1][warp] = stay_ends;
            }
        }
        if (first) {
            all_stay = over_warp(all_stay);
            if (lane == 0) {
                t.totals[2][warp] = all_stay;
            }
        } else if (threadIdx.x == 0) {
            t.claimed = 0;
        }
        __syncthreads();
        if (first) {
            all_stay = over_warp(lane < kWarps ? t.totals[2][lane] : 0);
            zeroed = (I)(((long)all_stay * length * GUESS / 16 + lead + TILE - 1) / TILE);
        }
        if (warp < kMeasuring) {
            const I before = over_warp(lane < warp ? t.totals[0][lane] : 0);
            const I stay_before = over_warp(lane < warp ? t.totals[1][lane] : 0);
            const int place = threadIdx.x % kMeasuring * 33 + threadIdx.x / kMeasuring;
            t.start[place] = event + before + ends - had;
            t.has[place] = had;
            t.kept_start[place] = event_kept + stay_before + stay_ends - min(had, (I)keep);
            measuring_sync();
            event += over_warp(lane < kMeasuring ? t.totals[0][lane] : 0);
            event_kept += over_warp(lane < kMeasuring ? t.totals[1][lane] : 0);
            const I my_start = t.start[warp * 33 + lane];
            const I my_has = t.has[warp * 33 + lane];
            const I my_kept = t.kept_start[warp * 33 + lane];
            const int my_user = warp + kMeasuring * lane;
            const bool within = my_start >= base && my_start - base < per;
            const bool own = u0 + my_user < users && (within || (my_start >= CLUSTER * per && my_user % CLUSTER == rank));
            unsigned owned = __ballot_sync(~0u, own);
            if (first) {
                cluster_wait(); // all blocks of the cluster are there
                if (fetched > 0) {
                    barrier_wait(bar, 0);
                }
            }
            if (threadIdx.x == 0) {
                barrier_expect(summed, (int)min(users - u0, (long)BATCH) * 2 * (int)sizeof(I));
            }
            __syncwarp();
            // Four users at a time, eight lanes each.
            for (unsigned left = owned; left;) {
                const unsigned second = left & (left - 1);
                const unsigned third = second & (second - 1);
                const unsigned fourth = third & (third - 1);
                const unsigned own_left = lane < 8 ? left : lane < 16 ? second : lane < 24 ? third : fourth;
                const int bit = own_left ? __ffs(own_left) - 1 : 0;
                const I start = __shfl_sync(~0u, my_start, bit);
                const I count = __shfl_sync(~0u, my_has, bit);
                const I has = own_left ? count : 0;
                const I stays = min(has, (I)keep);
                const bool here = start >= base && start - base + has + skew <= fetched;
                const long* from = here ? chunk + (start - base + skew) : lengths + start;
                I all = 0;
                I some = 0;
                for (I e = lane % 8; e < has; e += 64) {
                    I n[8];
#pragma unroll
                    for (int i = 0; i < 8; ++i) {
                        n[i] = e + 8 * i < has ? (I)from[e + 8 * i] : 0;
                    }
#pragma unroll
                    for (int i = 0; i < 8; ++i) {
                        all += n[i];
                        some += e + 8 * i < stays ? n[i] : 0;
                    }
                }
                __syncwarp();
#pragma unroll
                for (int i = 4; i; i >>= 1) {
                    all += __shfl_xor_sync(~0u, all, i);
                    some += __shfl_xor_sync(~0u, some, i);
                }
                if (own_left && lane % 8 < CLUSTER) {
                    store_there(shared_address(t.sums[warp + kMeasuring * bit]), summed, lane % 8, all, some);
                }
                left = fourth & (fourth - 1);
            }
            // While the others' sums are on their way.
#pragma unroll 1
            for (; owned; owned &= owned - 1) {
                const int bit = __ffs(owned) - 1;
                const int user = warp + kMeasuring * bit;
                const I start = __shfl_sync(~0u, my_start, bit);
                const I stays = min(__shfl_sync(~0u, my_has, bit), (I)keep);
                const I stay_start = __shfl_sync(~0u, my_kept, bit);
                if ((u0 + user) % parts != part) {
                    continue;
                }
                const bool here = start >= base && start - base + stays + skew <= fetched;
                const long* from = here ? chunk + (start - base + skew) : lengths + start;
                long* to = lengths_kept + stay_start;
#pragma unroll 4
                for (I e = lane; e < stays; e += 32) {
                    to[e] = from[e];
                }
                if (lane == 0) {
                    outer_kept[u0 + user] = stays;
                }
            }
            __syncwarp();
            barrier_wait(summed, turn);
            const bool is_user = u0 + threadIdx.x < users;
            const I all = is_user ? t.sums[threadIdx.x][0] : 0;
            const I some = is_user ? t.sums[threadIdx.x][1] : 0;
            const I all_ends = up_to_lane(all);
            const I some_ends = up_to_lane(some);
            if (lane == 31) {
                t.totals[3][warp] = all_ends;
                t.totals[4][warp] = some_ends;
            }
            measuring_sync();
            const I all_of = lane < kMeasuring ? t.totals[3][lane] : 0;
            const I some_of = lane < kMeasuring ? t.totals[4][lane] : 0;
            const I from = source + over_warp(lane < warp ? all_of : 0) + all_ends - all;
            const I to = target + over_warp(lane < warp ? some_of : 0) + some_ends - some;
            source += over_warp(all_of);
            target += over_warp(some_of);
            t.dst[threadIdx.x] = to;
            t.shift[threadIdx.x] = from - to;
            if (threadIdx.x == 0) {
                t.dst[BATCH] = target;
            }
            measuring_sync();
            tables_made();
        } else {
            if (first) {
                cluster_wait();
                for (I n = block + blocks * (warp - kMeasuring + max((zeroed - block + blocks - 1) / blocks, (I)0)); n * TILE < cap + lead;
                     n += blocks * (kWarps - kMeasuring)) {
                    const I i = n * TILE - lead;
                    if (i >= 0 && cap - i >= TILE) {
#pragma unroll
                        for (int j = 0; j < E / 4; ++j) {
                            ((float4*)(values_kept + i))[lane + 32 * j] = make_float4(0, 0, 0, 0);
                        }
                    } else {
#pragma unroll 1
                        for (int j = lane; j < TILE; j += 32) {
                            if (i + j >= 0 && i + j < cap) {
                                values_kept[i + j] = 0;
                            }
                        }
                    }
                }
                const long left = users * keep - all_stay;
                const long each = (left + blocks - 1) / blocks;
                if (each * block < left) {
                    zero_lengths(lengths_kept + all_stay + each * block, min(each, left - each * block), threadIdx.x - BATCH, WG - BATCH);
                }
            }
            tables_wait();
        }
        const I begin = t.dst[0];
        const I end = t.dst[BATCH];
        const bool last = u0 + BATCH >= users;
        const I limit = last ? cap : end;
        const I low = (begin + lead) / TILE;
        I high = (end + lead + TILE - 1) / TILE;
        if (high > zeroed) {
            __syncthreads(); // values come where zeros have been written
        }
        high = last ? max(high, zeroed) : high;
        const I mine = block + blocks * max((low - block + blocks - 1) / blocks, (I)0);
        while (true) {
            int claimed = 0;
            if (lane == 0) {
                claimed = atomicAdd(&t.claimed, 1);
            }
            claimed = __shfl_sync(~0u, claimed, 0);
            const I n = mine + blocks * claimed;
            if (n >= high) {
                break;
            }
            const I i = n * TILE - lead;
            const I sought = max(i, begin);
            float v[E];
            I u = 0;
            I next = end;
            I shift = 0;
            if (sought < end) {
                u = __popc(__ballot_sync(~0u, lane < kMeasuring && t.dst[32 * (lane % kMeasuring)] <= sought)) - 1;
                u = 32 * u + __popc(__ballot_sync(~0u, t.dst[32 * u + lane] <= sought)) - 1;
                next = t.dst[u + 1];
                shift = t.shift[u];
            }
            if (i >= end && limit - i >= TILE) {
                float4* to = (float4*)(values_kept + i) + lane;
#pragma unroll
                for (int j = 0; j < E / 4; ++j) {
                    to[32 * j] = make_float4(0, 0, 0, 0);
                }
                continue;
            }
            if (i >= begin && next - i >= TILE) { // all of one user
                const float* from = values + (i + shift) + lane;
                float* to = values_kept + i + lane;
#pragma unroll
                for (int j = 0; j < E; ++j) {
                    v[j] = __ldg(from + 32 * j);
                }
#pragma unroll
                for (int j = 0; j < E; ++j) {
                    to[32 * j] = v[j];
                }
                continue;
            }
            I shifts[E];
#pragma unroll
            for (int j = 0; j < E; ++j) {
                shifts[j] = shift;
            }
#pragma unroll 1
            for (const I until = min(i + TILE, end); next < until;) {
                const I from = next;
                ++u;
                next = t.dst[u + 1];
                shift = t.shift[u];
#pragma unroll
                for (int j = 0; j < E; ++j) {
                    shifts[j] = i + lane + 32 * j >= from ? shift : shifts[j];
                }
            }
#pragma unroll
            for (int j = 0; j < E; ++j) {
                const I at = i + lane + 32 * j;
                v[j] = at >= begin && at < end ? __ldg(values + (at + shifts[j])) : 0;
            }
#pragma unroll
            for (int j = 0; j < E; ++j) {
                const I at = i + lane + 32 * j;
                if (at >= begin && at < limit) {
                    values_kept[at] = v[j];
                }
            }
        }
        if (last) {
            return;
        }
        __syncthreads();
        cluster_arrive();
        cluster_wait();
    }
}

extern "C" __global__ void __cluster_dims__(CLUSTER, 1, 1) __launch_bounds__(WG, 1024 / WG)
    truncate(const long* outer_lengths, const long* inner_lengths, const float* values, long* outer_kept, long* inner_kept,
             float* values_kept, long users, long events, long length, long keep)
{
    extern __shared__ __align__(128) unsigned char memory[];
    const long f = blockIdx.y;
    const long had = threadIdx.x < users ? load_now(outer_lengths + f * users + threadIdx.x) : 0;
    const long most = users * max(events, keep) * length;
    outer_lengths += f * users;
    inner_lengths += f * users * events;
    values += f * users * events * length;
    outer_kept += f * users;
    inner_kept += f * users * keep;
    values_kept += f * users * keep * length;
    if (most < 2000000000) [[likely]] {
        one_feature<int>(outer_lengths, inner_lengths, values, outer_kept, inner_kept, values_kept, users, events, length, keep, had, memory);
    } else {
        one_feature<long>(outer_lengths, inner_lengths, values, outer_kept, inner_kept, values_kept, users, events, length, keep, had, memory);
    }
}
