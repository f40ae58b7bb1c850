import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x, y):
        return torch.bmm(x, torch.bmm(x.permute(0, 2, 1), y))


def get_inputs():
    sizes = ((2, 4, 8, 12), (1024, 24, 224, 2198), (1024, 40, 224, 448))
    return [[0.3 * torch.randn(b, n, d).half(), torch.randn(b, n, k).half()] for b, n, d, k in sizes]
