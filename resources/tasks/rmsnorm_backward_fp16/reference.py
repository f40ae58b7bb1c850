import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x, w, dy):
        x, w, dy = x.float(), w.float(), dy.float()
        r = torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + 1e-6)
        g = w * dy
        dx = r * g - r**3 / x.shape[-1] * x * (g * x).sum(dim=-1, keepdim=True)
        return dx.half(), (dy * x * r).sum(dim=0).half()


def get_inputs():
    sizes = ((6, 32), (4096, 4096), (65536, 1024))
    return [[0.05 * torch.randn(r, c).half(), torch.randn(c).half(), torch.randn(r, c).half()] for r, c in sizes]
