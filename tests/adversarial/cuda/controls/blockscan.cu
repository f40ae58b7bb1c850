// A block a row: 64 elements at a time, each warp by shuffles, then the warps' sums.
// launch: cumsum global(rows * 64) local(64) args(x, y, rows, cols)

__global__ void cumsum(const float* x, float* y, long rows, long cols)
{
    __shared__ float ofWarp[2];
    const long r = blockIdx.x;
    const int lane = threadIdx.x % 32;
    float before = 0;
    for (long first = 0; first < cols; first += 64) {
        const long c = first + threadIdx.x;
        float sum = c < cols ? x[r * cols + c] : 0;
        for (int step = 1; step < 32; step *= 2) {
            const float other = __shfl_up_sync(~0u, sum, step);
            sum += lane >= step ? other : 0;
        }
        if (lane == 31) {
            ofWarp[threadIdx.x / 32] = sum;
        }
        __syncthreads();
        if (threadIdx.x >= 32) {
            sum += ofWarp[0];
        }
        if (c < cols) {
            y[r * cols + c] = before + sum;
        }
        before += ofWarp[0] + ofWarp[1];
        __syncthreads();
    }
}
