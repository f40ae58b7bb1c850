#include "problemsamples.h"

#include "core/import/kernelbench/problem.h"
#include "core/import/kernelbench/staticgate.h"
#include "core/import/kernelbench/translation.h"

#include <QtGlobal>

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

std::string obstacleOf(const std::string& source)
{
    const Result<Problem> problem = readProblem(source);
    if (!problem) {
        return problem.error().sentence();
    }
    const Result<Translation> translation = translateProblem(*problem, "task");
    return translation ? unsoundReason(translation->graph) : translation.error().sentence();
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
        qFatal("%s is not in the problem", from.c_str());
    }
    return text.replace(at, from.size(), to);
}

} // namespace espalier::test
