import torch
import triton
import triton.language as tl


@triton.jit
def conv_kernel(x, w, y, channels, height, width, BLOCK: tl.constexpr):
    image = tl.program_id(0).to(tl.int64)
    line = tl.program_id(1)
    at = tl.program_id(2) * BLOCK + tl.arange(0, BLOCK)
    total = tl.zeros([BLOCK], dtype=tl.float32)
    for p in range(3):
        row = line + p - 1
        for q in range(3):
            column = at + q - 1
            inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
            values = tl.load(x + (image * height + row) * width + column, mask=inside, other=0.0)
            total += values.to(tl.float32) * tl.load(w + (image % channels) * 9 + p * 3 + q).to(tl.float32)
    tl.store(y + (image * height + line) * width + at, total, mask=at < width)


class TritonModel(torch.nn.Module):
    def forward(self, x, w):
        batch, channels, height, width = x.shape
        y = torch.empty_like(x)
        conv_kernel[(batch * channels, height, triton.cdiv(width, 256))](x, w, y, channels, height, width, BLOCK=256)
        return y


def get_inputs():
    sizes = ((2, 3, 6, 8), (16, 64, 256, 256))
    return [[torch.randn(size), torch.randn(size[1], 3, 3)] for size in sizes]
