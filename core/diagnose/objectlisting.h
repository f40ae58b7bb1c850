#pragma once

#include "core/diagnose/instruction.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

struct ObjectSection
{
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t address = 0;
    std::uint64_t fileOffset = 0;
};

/// What the loader writes where.
struct Relocation
{
    std::uint64_t address = 0;
    std::string type;  ///< "R_X86_64_GLOB_DAT"
    std::string value; ///< "expf@GLIBC_2.27", "*ABS*+0x10f0"

    /// The address in the object itself that it stands for.
    std::optional<std::uint64_t> relativeTo() const;
};

/// One instruction of .text that does something.
struct CodeLine
{
    Instruction instruction;
    std::optional<std::uint64_t> refersTo; ///< address of what it reads relative to itself
    bool isEntryPoint = false;             ///< the first of the function `kernel`
};

/// What `objdump -h -R -d --no-show-raw-insn` says of a shared object. Refers to the text it was read from.
struct ObjectListing
{
    std::vector<ObjectSection> sections;
    std::vector<Relocation> relocations;
    std::vector<CodeLine> code; ///< by address

    const ObjectSection* sectionAt(std::uint64_t address) const; ///< null when there is none
};

/// Lines it does not know are passed over.
ObjectListing readListing(std::string_view objdump);

} // namespace espalier
