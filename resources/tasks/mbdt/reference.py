import torch


class PytorchModel(torch.nn.Module):
    def forward(self, borders, offsets, x):
        return torch.searchsorted(borders, x) + offsets[:, None]


def get_inputs():
    cases = []
    for features, batch, edges in ((3, 40, 4), (64, 65536, 8)):
        borders = torch.cat([torch.rand(features, edges).sort(dim=1).values, torch.full((features, 1), torch.inf)], 1)
        cases.append([borders, torch.arange(features) * (edges + 1), torch.rand(features, batch)])
    return cases
