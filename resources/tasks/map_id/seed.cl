// launch: map_id global(ceil(count, WG) * WG) local(WG) args(mapping, values, out, ids, count)
#define WG 64 // tune: 16 64 256

__kernel void map_id(__global const long* mapping, __global const long* values, __global long* out, long ids, long count)
{
    const long v = get_global_id(0);
    if (v >= count) {
        return;
    }
    long low = 0;
    long high = ids;
    while (low < high) {
        const long middle = (low + high) / 2;
        if (mapping[middle] < values[v]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low > ids - 1) {
        low = ids - 1;
    }
    if (mapping[low] == values[v]) {
        out[v] = low + 1;
    } else {
        out[v] = 0;
    }
}
