import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x, w):
        return torch.nn.functional.conv2d(x, w[:, None], padding=1, groups=x.shape[1])


def get_inputs():
    sizes = ((2, 3, 6, 8), (16, 64, 256, 256))
    return [[torch.randn(size), torch.randn(size[1], 3, 3)] for size in sizes]
