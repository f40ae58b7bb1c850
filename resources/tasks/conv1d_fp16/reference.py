import torch


class PytorchModel(torch.nn.Module):
    def forward(self, x, w, bias):
        return torch.conv1d(x, w, bias, padding=1)


def get_inputs():
    cases = []
    for batch, channels_in, channels_out, length in ((2, 4, 6, 12), (64, 96, 96, 200), (2048, 96, 96, 200)):
        x = 0.041105 * torch.randn(batch, channels_in, length) + 0.006413
        w = 0.04787 * torch.randn(channels_out, channels_in, 3) - 0.000024
        bias = 0.033662 * torch.randn(channels_out) - 0.003198
        cases.append([x.half(), w.half(), bias.half()])
    return cases
