// tier: 2
// A warp a row where rows are short, a block a row where they are long: the host looks at the sizes and chooses.
#include "task.h"

namespace {

constexpr int kWarp = 32;
constexpr unsigned kAll = 0xffffffffU;

struct Sum
{
    static __device__ float start() { return 0; }
    static __device__ float of(float a, float b) { return a + b; }
};

struct Largest
{
    static __device__ float start() { return -INFINITY; }
    static __device__ float of(float a, float b) { return a != a ? a : b != b ? b : fmaxf(a, b); } // NaN stays
};

template <class Operation, int threads>
__device__ float overRow(float value)
{
    for (int step = kWarp / 2; step > 0; step /= 2) {
        value = Operation::of(value, __shfl_xor_sync(kAll, value, step));
    }
    if constexpr (threads > kWarp) {
        __shared__ float parts[threads / kWarp];
        __syncthreads();
        if (threadIdx.x % kWarp == 0) {
            parts[threadIdx.x / kWarp] = value;
        }
        __syncthreads();
        value = Operation::start();
        for (const float part : parts) {
            value = Operation::of(value, part);
        }
    }
    return value;
}

template <int threads>
__global__ void softmaxOfRow(const float* x, float* y, int64_t cols)
{
    x += blockIdx.x * cols;
    y += blockIdx.x * cols;
    float largest = Largest::start();
    for (int64_t c = threadIdx.x; c < cols; c += threads) {
        largest = Largest::of(largest, x[c]);
    }
    largest = overRow<Largest, threads>(largest);
    float sum = 0;
    for (int64_t c = threadIdx.x; c < cols; c += threads) {
        y[c] = expf(x[c] - largest);
        sum += y[c];
    }
    sum = overRow<Sum, threads>(sum);
    for (int64_t c = threadIdx.x; c < cols; c += threads) {
        y[c] /= sum;
    }
}

} // namespace

void softmax(const float* x, float* y, int64_t rows, int64_t cols, cudaStream_t stream)
{
    const auto blocks = static_cast<unsigned>(rows);
    if (cols <= 8 * kWarp) {
        softmaxOfRow<kWarp><<<blocks, kWarp, 0, stream>>>(x, y, cols);
    } else {
        softmaxOfRow<256><<<blocks, 256, 0, stream>>>(x, y, cols);
    }
}
