#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <elf.h>
#include <optional>
#include <string_view>
#include <vector>

namespace espalier {

/// A number or a record at a place of some bytes, whatever its alignment; nothing where it would end behind them.
template <class T>
std::optional<T> readAt(std::string_view bytes, std::size_t offset)
{
    if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) {
        return std::nullopt;
    }
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// Up to the next zero, or nothing.
std::string_view textAt(std::string_view strings, std::size_t offset);

/// The sections of a 64-bit ELF file of this machine's byte order. Refers to the file's bytes, which may be hostile:
/// nothing is read past their end, and no more than 4096 sections are looked at.
struct Elf64File
{
    struct Section
    {
        std::string_view name;
        std::string_view bytes; ///< empty where the file holds none
        Elf64_Shdr header;
    };

    std::vector<Section> sections;

    /// Nothing for anything but a file for this machine (EM_CUDA, EM_AMDGPU).
    static std::optional<Elf64File> read(std::string_view file, std::uint16_t machine);

    /// Null where there is none of this name.
    const Section* find(std::string_view name) const;
};

} // namespace espalier
