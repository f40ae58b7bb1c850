// Looks at the ids one after another where they are few, and by halves where they are many.
// launch: map_id global(ceil(count, 128) * 128) local(128) args(mapping, values, out, ids, count)

__global__ void map_id(const long* mapping, const long* values, long* out, long ids, long count)
{
    const long v = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (v >= count) {
        return;
    }
    const long wanted = values[v];
    long low = 0;
    if (ids <= 128) {
        while (low < ids - 1 && mapping[low] < wanted) {
            ++low;
        }
    } else {
        for (long high = ids - 1; low < high;) {
            const long middle = (low + high) / 2;
            if (mapping[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
    }
    out[v] = mapping[low] == wanted ? low + 1 : 0;
}
