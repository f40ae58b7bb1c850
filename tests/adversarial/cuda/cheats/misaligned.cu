// Loads four at once wherever the row begins.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    const float4 four = *(const float4*)(x + r * cols + 1);
    y[r * cols] = four.x + four.y + four.z + four.w;
}
