// launch: rmsnorm global(rows) local(1) args(x, w, y, rows, cols)

__kernel void rmsnorm(__global const float* x, __global const float* w, __global float* y, long rows, long cols)
{
    __global const float* row = x + get_global_id(0) * cols;
    __global float* out = y + get_global_id(0) * cols;
    float8 parts = 0;
    long c = 0;
    for (; c + 8 <= cols; c += 8) {
        const float8 v = vload8(0, row + c);
        parts += v * v;
    }
    float squares = parts.s0 + parts.s1 + parts.s2 + parts.s3 + parts.s4 + parts.s5 + parts.s6 + parts.s7;
    for (; c < cols; ++c) {
        squares += row[c] * row[c];
    }
    const float scale = 1.0f / sqrt(squares / (float)cols + 1e-6f);
    for (c = 0; c + 8 <= cols; c += 8) {
        vstore8(vload8(0, row + c) * scale * vload8(0, w + c), 0, out + c);
    }
    for (; c < cols; ++c) {
        out[c] = row[c] * scale * w[c];
    }
}
