// scratch: total long[features * users]
// scratch: kept long[features * users]
// launch: clear global(ceil(users * keep * length, WG) * WG, features) local(WG, 1) args(inner_kept, values_kept, users, length, keep)
// launch: measure global(ceil(users, USERS) * USERS, features) local(USERS, 1) args(outer_lengths, inner_lengths, outer_kept, total, kept, users, events, keep)
// launch: copy_kept global(ceil(users, USERS) * USERS, features) local(USERS, 1) args(outer_lengths, inner_lengths, values, total, kept, inner_kept, values_kept, users, events, length, keep)
#define WG 256 // tune: 64 128 256 512
#define USERS 32 // tune: 32 64 128

__global__ void clear(long* inner_kept, float* values_kept, long users, long length, long keep)
{
    const long i = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long f = blockIdx.y;
    if (i < users * keep) {
        inner_kept[f * users * keep + i] = 0;
    }
    if (i < users * keep * length) {
        values_kept[f * users * keep * length + i] = 0;
    }
}

__global__ void measure(const long* outer_lengths, const long* inner_lengths, long* outer_kept, long* total, long* kept,
                        long users, long events, long keep)
{
    const long u = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long f = blockIdx.y;
    if (u >= users) {
        return;
    }
    long event = f * users * events;
    for (long v = 0; v < u; ++v) {
        event += outer_lengths[f * users + v];
    }
    const long has = outer_lengths[f * users + u];
    long values = 0;
    long values_kept = 0;
    for (long e = 0; e < has; ++e) {
        values += inner_lengths[event + e];
        if (e < keep) {
            values_kept += inner_lengths[event + e];
        }
    }
    outer_kept[f * users + u] = has < keep ? has : keep;
    total[f * users + u] = values;
    kept[f * users + u] = values_kept;
}

__global__ void copy_kept(const long* outer_lengths, const long* inner_lengths, const float* values, const long* total,
                          const long* kept, long* inner_kept, float* values_kept, long users, long events, long length,
                          long keep)
{
    const long u = (long)blockIdx.x * blockDim.x + threadIdx.x;
    const long f = blockIdx.y;
    if (u >= users) {
        return;
    }
    long event = f * users * events;
    long value = f * users * events * length;
    long event_out = f * users * keep;
    long value_out = f * users * keep * length;
    for (long v = 0; v < u; ++v) {
        const long had = outer_lengths[f * users + v];
        event += had;
        value += total[f * users + v];
        event_out += had < keep ? had : keep;
        value_out += kept[f * users + v];
    }
    const long has = outer_lengths[f * users + u];
    for (long e = 0; e < has && e < keep; ++e) {
        const long size = inner_lengths[event + e];
        inner_kept[event_out + e] = size;
        for (long i = 0; i < size; ++i) {
            values_kept[value_out + i] = values[value + i];
        }
        value += size;
        value_out += size;
    }
}
