// Does nothing.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
}
