#pragma once

#include "core/synthesis/rules/syntax.h"

#include <clang-c/Index.h>
#include <memory>
#include <string>

namespace espalier::rules {

/// The text of a libclang string, which is freed.
std::string takeText(CXString text);

/// The main file's declarations as our own tree, independent of libclang afterwards. Null when nested over 200 levels.
std::unique_ptr<Node> treeOf(CXTranslationUnit unit, const std::string& source);

} // namespace espalier::rules
