import torch


def norm(v):
    v = v.float()
    return (v * torch.rsqrt(v.square().mean(dim=-1, keepdim=True) + 1e-6)).half()


class PytorchModel(torch.nn.Module):
    def forward(self, x, w1, b1, w2, b2):
        h = norm(torch.nn.functional.gelu(torch.bmm(x, w1) + b1[:, None, :]))
        return norm(torch.bmm(h, w2) + b2[:, None, :])


def get_inputs():
    cases = []
    for batch, n, d, k in ((2, 4, 16, 12), (1024, 200, 256, 160), (256, 200, 256, 160), (1024, 150, 96, 192)):
        first = [torch.randn(batch, n, d), 0.08 * torch.randn(batch, d, k), 0.5 * torch.randn(batch, k)]
        second = [0.08 * torch.randn(batch, k, d), 0.5 * torch.randn(batch, d)]
        cases.append([tensor.half() for tensor in first + second])
    return cases
