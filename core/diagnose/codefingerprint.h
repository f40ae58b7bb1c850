#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace espalier {

/// Equal for two shared objects that do the same: the same instructions in the same order, constants, variables and
/// imported names, wherever they lie. Addresses count by what lies there, instructions that do nothing (alignment) and
/// the names of functions other than the entry point `kernel` not at all. Only for objects of one compiler: what its
/// runtime does is not read. Empty where it cannot be known (no objdump, or the object is larger than 32 MiB). Takes 10
/// to 40 ms.
std::string codeFingerprint(const std::filesystem::path& sharedObject);

/// The part of it that `objdump -h -R -d --no-show-raw-insn` tells: pure, so that tests need no disassembler. Empty
/// when there is no section .text in it.
std::string normalisedCode(std::string_view objdump);

} // namespace espalier
