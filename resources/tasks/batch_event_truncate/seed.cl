// launch: batch_event_truncate global(features) local(1) args(outer_lengths, inner_lengths, values, outer_kept, inner_kept, values_kept, users, events, length, keep)

__kernel void batch_event_truncate(__global const long* outer_lengths, __global const long* inner_lengths,
                                   __global const float* values, __global long* outer_kept, __global long* inner_kept,
                                   __global float* values_kept, long users, long events, long length, long keep)
{
    const long f = get_global_id(0);
    for (long i = 0; i < users * keep; ++i) {
        inner_kept[f * users * keep + i] = 0;
    }
    for (long i = 0; i < users * keep * length; ++i) {
        values_kept[f * users * keep * length + i] = 0;
    }
    long event = f * users * events;
    long value = f * users * events * length;
    long event_out = f * users * keep;
    long value_out = f * users * keep * length;
    for (long u = 0; u < users; ++u) {
        const long has = outer_lengths[f * users + u];
        const long kept = has < keep ? has : keep;
        outer_kept[f * users + u] = kept;
        for (long e = 0; e < has; ++e) {
            const long size = inner_lengths[event + e];
            if (e < kept) {
                inner_kept[event_out + e] = size;
                for (long i = 0; i < size; ++i) {
                    values_kept[value_out + i] = values[value + i];
                }
                value_out += size;
            }
            value += size;
        }
        event += has;
        event_out += kept;
    }
}
