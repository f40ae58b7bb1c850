#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace espalier::test {

using Sizes = std::map<std::string, std::int64_t>;
/// Inputs in the task's order, parameters of the model behind those of get_inputs(); whole numbers as floats.
using Formula = std::function<std::vector<double>(const Sizes&, const std::vector<const float*>&)>;

/// What the problem files that become tasks compute, written by hand from PyTorch's manual, by the task's name.
const std::map<std::string, Formula>& problemFormulas();

} // namespace espalier::test
