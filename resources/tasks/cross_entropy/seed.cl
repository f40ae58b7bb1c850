// launch: cross_entropy global(ceil(rows, WG) * WG) local(WG) args(logits, targets, loss, rows, classes)
#define WG 16 // tune: 1 4 16 64

__kernel void cross_entropy(__global const float* logits, __global const long* targets, __global float* loss, long rows,
                            long classes)
{
    const long r = get_global_id(0);
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
        sum += exp(logits[r * classes + c] - largest);
    }
    loss[r] = log(sum) - (logits[r * classes + targets[r]] - largest);
}
