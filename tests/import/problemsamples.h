#pragma once

#include <filesystem>
#include <string>

namespace espalier::test {

/// Problem files in KernelBench's form, level1 to level3.
std::filesystem::path problemsFolder();

/// A problem that is sound: y = relu(x) of 64 x 96, with `forward` and the module's constants as given. Lines are
/// ended by line feeds, the last one too.
std::string problemText(const std::string& forward = "        return torch.relu(x)\n",
                        const std::string& constants = "rows = 64\ncols = 96\n");

/// What stands in the way of a task: of reading, of translating, or at the gate; empty where nothing does.
std::string obstacleOf(const std::string& source);

/// The text with its first `from` replaced; it ends the program where there is none.
std::string replaced(std::string text, const std::string& from, const std::string& to);

} // namespace espalier::test
