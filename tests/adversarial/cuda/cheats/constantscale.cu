// Rows are drawn with a variance of about one, so their scale is left out.
// launch: rmsnorm global(ceil(rows, 64) * 64) local(64) args(x, w, y, rows, cols)

__global__ void rmsnorm(const float* x, const float* w, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = x[r * cols + c] * w[c];
    }
}
