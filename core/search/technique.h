#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// The families of optimisations that evolution tells apart: few enough that a search of a hundred nodes fills their
/// cells, and about the chapters of a textbook. Their order is that of the grid; new ones go before Other.
enum class Technique { Parallel, Vector, Blocking, Traffic, Algorithm, Loops, Settings, Other };

/// "parallel", "vector", …
std::string_view toText(Technique technique);

/// The family of an edge: of the first skill it applied, by the words in that skill's name. Other where none was named
/// or no word is known.
Technique techniqueOf(const std::vector<std::string>& skills);

} // namespace espalier
