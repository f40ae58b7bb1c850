// Keeps the compiler busy for ever.
// launch: softmax global(ceil(rows, 64) * 64) local(64) args(x, y, rows, cols)

template <int N> struct Deep
{
    static constexpr double value = Deep<N - 1>::value + Deep<N - 2>::value;
};

__global__ void softmax(const float* x, float* y, long rows, long cols)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    y[r * cols] = Deep<1 << 20>::value;
}
