// Four at a time where rows allow it, one at a time where not.
// launch: rmsnorm global(rows * 128) local(128) args(x, w, y, rows, cols)

__device__ float sumOf(float mine)
{
    __shared__ float ofWarp[4];
    for (int step = 16; step > 0; step /= 2) {
        mine += __shfl_xor_sync(~0u, mine, step);
    }
    ofWarp[threadIdx.x / 32] = mine;
    __syncthreads();
    return ofWarp[0] + ofWarp[1] + ofWarp[2] + ofWarp[3];
}

__global__ void rmsnorm(const float* x, const float* w, float* y, long rows, long cols)
{
    const float* in = x + blockIdx.x * cols;
    float* out = y + blockIdx.x * cols;
    const bool fits = cols % 4 == 0;
    float squares = 0;
    for (long c = threadIdx.x; fits && c < cols / 4; c += 128) {
        const float4 four = ((const float4*)in)[c];
        squares += four.x * four.x + four.y * four.y + four.z * four.z + four.w * four.w;
    }
    for (long c = threadIdx.x; !fits && c < cols; c += 128) {
        squares += in[c] * in[c];
    }
    const float scale = 1.0f / sqrtf(sumOf(squares) / (float)cols + 1e-6f);
    for (long c = threadIdx.x; c < cols; c += 128) {
        out[c] = in[c] * scale * w[c];
    }
}
