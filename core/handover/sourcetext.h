#pragma once

#include "core/task/task.h"

#include <string>
#include <string_view>
#include <vector>

namespace espalier::handover {

/// One line of printable text of at most `most` bytes that cannot leave a comment: no line ends, no backslash at the
/// end, no "*/".
std::string commentText(std::string_view text, std::size_t most = 160);

/// A string literal of C++, Python and CMake alike: printable ASCII, the rest as '?'.
std::string stringLiteral(std::string_view text);

/// The shortest text that reads as the same number.
std::string literal(double value);

/// "a, b, c"
std::string listed(const std::vector<std::string>& items);

/// The licence as a reader and a tool finds it: "// SPDX-License-Identifier: MIT", or a sentence where it is unknown.
/// `comment` begins the lines: "//" or "#".
std::string licenceLines(std::string_view comment, const std::string& licence);

/// Whether kernels of the task are called with CUDA's names of the 16-bit types.
enum class Dialect { Cpp, Cuda };

std::string elementName(DType dtype, Dialect dialect); ///< "float", "__half"
/// "const float* x, float* y, int64_t rows, int64_t cols"
std::string parameters(const Task& task, Dialect dialect);
/// "x, y, rows, cols"
std::string arguments(const Task& task);
/// "int64_t rows, int64_t cols", and "rows, cols".
std::string dimParameters(const Task& task);
std::string dimArguments(const Task& task);

/// An expression over sizes as C++ over Number (templates/number.h). `constants` are put in as their values.
std::string numberExpression(const Expression& expression, const Dims& constants = {});

/// A source as it is in a namespace of its own: what it includes stays outside, line by line where it stood, so that
/// conditions round an include still hold. Two kernels may then use the same names for different helpers.
std::string inNamespace(std::string_view source, const std::string& name);

} // namespace espalier::handover
