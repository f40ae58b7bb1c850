// launch: map_id global(ceil(count, WG) * WG) local(WG) args(mapping, values, out, ids, count)
#define WG 128 // tune: 64 128 256 512

__global__ void map_id(const long* mapping, const long* values, long* out, long ids, long count)
{
    const long v = (long)blockIdx.x * blockDim.x + threadIdx.x;
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
