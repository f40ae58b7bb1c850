import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x, w):
        return x * torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + 1e-6) * w


def get_inputs():
    return [[0.05 * torch.randn(rows, cols), torch.randn(cols)] for rows, cols in ((4, 32), (4096, 4096))]
