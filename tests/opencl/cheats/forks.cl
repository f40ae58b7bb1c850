// System calls from device code: fork.
// launch: rmsnorm global(rows) local(1) args(x, w, y, rows, cols)

static long call(long number, long a, long b, long c)
{
    long answer;
    __asm__ volatile("syscall" : "=a"(answer) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return answer;
}

__kernel void rmsnorm(__global const float* x, __global const float* w, __global float* y, long rows, long cols)
{
    const long r = get_global_id(0);
    float squares = 0;
    for (long c = 0; c < cols; ++c) {
        squares += x[r * cols + c] * x[r * cols + c];
    }
    const float scale = 1.0f / sqrt(squares / (float)cols + 1e-6f);
    for (long c = 0; c < cols; ++c) {
        y[r * cols + c] = x[r * cols + c] * scale * w[c];
    }
    call(57, 0, 0, 0);
}
