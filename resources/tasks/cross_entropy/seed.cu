// launch: cross_entropy global(ceil(rows, WG) * WG) local(WG) args(logits, targets, loss, rows, classes)
#define WG 64 // tune: 32 64 128 256

__global__ void cross_entropy(const float* logits, const long* targets, float* loss, long rows, long classes)
{
    const long r = (long)blockIdx.x * blockDim.x + threadIdx.x;
    if (r >= rows) {
        return;
    }
    float largest = logits[r * classes];
    for (long c = 1; c < classes; ++c) {
        if (logits[r * classes + c] > largest) {
            largest = logits[r * classes + c];
        }
    }
    float sum = 0;
    for (long c = 0; c < classes; ++c) {
        sum += expf(logits[r * classes + c] - largest);
    }
    loss[r] = logf(sum) - (logits[r * classes + targets[r]] - largest);
}
