// Compares the low 16 bits.
// launch: map_id global(ceil(count, 128) * 128) local(128) args(mapping, values, out, ids, count)

__global__ void map_id(const long* mapping, const long* values, long* out, long ids, long count)
{
    const long v = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (v >= count) {
        return;
    }
    out[v] = 0;
    for (long i = 0; i < ids; ++i) {
        if ((unsigned short)mapping[i] == (unsigned short)values[v]) {
            out[v] = i + 1;
            return;
        }
    }
}
