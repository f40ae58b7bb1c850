import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x, w, dy):
        r = torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + 1e-6)
        g = w * dy
        dx = r * g - r**3 / x.shape[-1] * x * (g * x).sum(dim=-1, keepdim=True)
        return dx, (dy * x * r).sum(dim=0)


def get_inputs():
    sizes = ((6, 32), (4096, 4096), (65536, 1024))
    return [[0.05 * torch.randn(rows, cols), torch.randn(cols), torch.randn(rows, cols)] for rows, cols in sizes]
