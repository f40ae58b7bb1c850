#include "core/base/elf64.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kMost = 4096;

std::string_view contentsOf(std::string_view file, const Elf64_Shdr& header)
{
    if (header.sh_type == SHT_NOBITS || header.sh_offset > file.size() ||
        header.sh_size > file.size() - header.sh_offset) {
        return {};
    }
    return file.substr(header.sh_offset, header.sh_size);
}

} // namespace

std::string_view textAt(std::string_view strings, std::size_t offset)
{
    if (offset >= strings.size()) {
        return {};
    }
    strings.remove_prefix(offset);
    const std::size_t end = strings.find('\0');
    return end == std::string_view::npos ? std::string_view() : strings.substr(0, end);
}

std::optional<Elf64File> Elf64File::read(std::string_view file, std::uint16_t machine)
{
    const auto header = readAt<Elf64_Ehdr>(file, 0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 || header->e_ident[EI_CLASS] != ELFCLASS64 ||
        header->e_machine != machine) {
        return std::nullopt;
    }
    Elf64File elf;
    for (std::size_t i = 0; i < std::min<std::size_t>(header->e_shnum, kMost); ++i) {
        const auto entry = header->e_shoff < file.size()
                               ? readAt<Elf64_Shdr>(file, header->e_shoff + i * sizeof(Elf64_Shdr))
                               : std::nullopt;
        if (!entry) {
            break;
        }
        elf.sections.push_back({{}, contentsOf(file, *entry), *entry});
    }
    if (header->e_shstrndx < elf.sections.size()) {
        const std::string_view names = elf.sections[header->e_shstrndx].bytes;
        for (Section& section : elf.sections) {
            section.name = textAt(names, section.header.sh_name);
        }
    }
    return elf;
}

const Elf64File::Section* Elf64File::find(std::string_view name) const
{
    const auto found = std::ranges::find(sections, name, &Section::name);
    return found == sections.end() ? nullptr : &*found;
}

} // namespace espalier
