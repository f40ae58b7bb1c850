import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x):
        return torch.softmax(x, dim=-1)


def get_inputs():
    return [[4 * torch.randn(rows, cols)] for rows, cols in ((4, 32), (4096, 8192))]
