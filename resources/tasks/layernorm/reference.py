import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x, gamma, beta):
        return torch.nn.functional.layer_norm(x, x.shape[-1:], gamma, beta, 1e-5)


def get_inputs():
    return [[torch.randn(rows, cols), torch.randn(cols), torch.randn(cols)] for rows, cols in ((4, 32), (8192, 4096))]
