#pragma once

#include "core/base/result.h"
#include "core/import/python/pythonsyntax.h"

#include <string_view>
#include <vector>

namespace espalier {

/// The statements of a Python file. The file is read, never run. Errors are about the file as a whole (pythonTokens());
/// a statement that is not understood is a PythonStatement::Kind::Other.
Result<std::vector<PythonStatement>> parsePython(std::string_view source);

} // namespace espalier
