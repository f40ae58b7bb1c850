#include "handmade.h"

#include <cstring>
#include <elf.h>
#include <vector>

namespace espalier::test {
namespace {

void append(std::string& bytes, const void* from, std::size_t count)
{
    bytes.append(static_cast<const char*>(from), count);
}

} // namespace

std::string codeObject(const nlohmann::json& metadata, std::uint16_t machine)
{
    const std::vector<std::uint8_t> packed = nlohmann::json::to_msgpack(metadata);
    std::string notes;
    const auto note = [&](const std::string& owner, std::uint32_t type, const std::string& text) {
        const Elf64_Nhdr head{static_cast<Elf64_Word>(owner.size()), static_cast<Elf64_Word>(text.size()), type};
        append(notes, &head, sizeof head);
        notes += owner + std::string((4 - owner.size() % 4) % 4, '\0');
        notes += text + std::string((4 - text.size() % 4) % 4, '\0');
    };
    note(std::string("GNU\0", 4), 32, "not ours");
    note(std::string("AMDGPU\0", 7), 32, std::string(packed.begin(), packed.end()));
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_machine = machine;
    header.e_shoff = sizeof header + notes.size();
    header.e_shnum = 1;
    Elf64_Shdr section{};
    section.sh_type = SHT_NOTE;
    section.sh_offset = sizeof header;
    section.sh_size = notes.size();
    std::string file;
    append(file, &header, sizeof header);
    file += notes;
    append(file, &section, sizeof section);
    return file;
}

} // namespace espalier::test
