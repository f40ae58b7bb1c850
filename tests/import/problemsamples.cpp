#include "problemsamples.h"

namespace espalier::test {

std::filesystem::path problemsFolder()
{
    return std::filesystem::path(ESPALIER_SOURCE_DIR) / "tests/import/problems";
}

std::string problemText(const std::string& forward, const std::string& constants)
{
    return "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n" + constants +
           "\nclass Model(nn.Module):\n"
           "    def forward(self, x):\n" +
           forward +
           "\ndef get_inputs():\n"
           "    return [torch.randn(rows, cols)]\n"
           "\ndef get_init_inputs():\n"
           "    return []\n";
}

} // namespace espalier::test
