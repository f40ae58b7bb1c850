#pragma once

#include "core/recall/sourcetokens.h"

#include <string>
#include <unordered_set>

namespace espalier {

/// The names of a source's variables and parameters that may be renamed, each wherever it stands, without changing what
/// the source does. Known by their declarations: inside brackets, behind a type of the language ("float* x"). Left
/// out is every name that may mean something elsewhere too: one that stands behind . -> :: or before ( or ::, or in a
/// preprocessor line or the launch manifest. None at all where a source can see its own names or lines (asm, _Pragma,
/// __LINE__ and the like, extern variables).
std::unordered_set<std::string> localNames(const std::vector<SourceToken>& tokens);

} // namespace espalier
