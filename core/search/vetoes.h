#pragma once

#include "core/knowledge/skilllibrary.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace espalier {

/// What a synthesizer is told not to apply: what was vetoed as it was written, and beside it the skills and
/// transformations of the library that go by that name or belong to that family of techniques (see techniqueOf()).
std::vector<std::string> forbiddenBy(const std::set<std::string, std::less<>>& vetoes, const SkillLibrary& library);

/// The first of the skills that stands among `forbidden`, by its name or by its family.
std::optional<std::string> firstForbidden(const std::vector<std::string>& skills,
                                          const std::vector<std::string>& forbidden);

} // namespace espalier
