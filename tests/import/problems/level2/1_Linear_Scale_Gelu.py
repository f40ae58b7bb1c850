import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    def __init__(self, in_features, out_features, factor):
        super().__init__()
        self.gemm = nn.Linear(in_features, out_features)
        self.factor = factor

    def forward(self, x):
        x = self.gemm(x)
        x = x * self.factor
        x = F.gelu(x)
        return x


batch_size = 128
in_features = 256
out_features = 192
factor = 0.5


def get_inputs():
    return [torch.rand(batch_size, in_features)]


def get_init_inputs():
    return [in_features, out_features, factor]
