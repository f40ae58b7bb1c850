// Writes 32 bits of each number and leaves the others as they were.
// launch: map_id global(ceil(count, 128) * 128) local(128) args(mapping, values, out, ids, count)

__global__ void map_id(const long* mapping, const long* values, long* out, long ids, long count)
{
    const long v = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (v >= count) {
        return;
    }
    int found = 0;
    for (long i = 0; i < ids && found == 0; ++i) {
        found = mapping[i] == values[v] ? (int)i + 1 : 0;
    }
    ((int*)out)[2 * v] = found;
}
