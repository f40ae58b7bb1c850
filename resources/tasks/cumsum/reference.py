import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x):
        return torch.cumsum(x, dim=-1)


def get_inputs():
    return [[torch.randn(rows, cols)] for rows, cols in ((4, 32), (8192, 16384))]
