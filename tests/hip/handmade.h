#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace espalier::test {

/// An ELF file for amdgcn with one section of notes, one of which holds the metadata; it has no code.
std::string codeObject(const nlohmann::json& metadata, std::uint16_t machine = 224);

} // namespace espalier::test
