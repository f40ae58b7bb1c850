#include "core/diagnose/objectlisting.h"

#include "core/base/words.h"

#include <algorithm>

namespace espalier {
namespace {

bool isDecimal(std::string_view word)
{
    return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "  9 .text   0000012d  0000000000001050  0000000000001050  00001050  2**4".
std::optional<ObjectSection> sectionIn(std::string_view line)
{
    const auto words = wordsOf(line);
    if (words.size() != 7 || !isDecimal(words[0]) || !words[6].starts_with("2**")) {
        return std::nullopt;
    }
    const auto size = hexNumber(words[2]);
    const auto address = hexNumber(words[3]);
    const auto offset = hexNumber(words[5]);
    if (!size || !address || !offset) {
        return std::nullopt;
    }
    return ObjectSection{words[1], *size, *address, *offset};
}

/// "0000000000003fd8 R_X86_64_GLOB_DAT  expf@GLIBC_2.27".
std::optional<Relocation> relocationIn(std::string_view line)
{
    const auto words = wordsOf(line);
    if (words.size() != 3 || !words[1].starts_with("R_")) {
        return std::nullopt;
    }
    const auto address = hexNumber(words[0]);
    return address ? std::optional(Relocation{*address, words[1], words[2]}) : std::nullopt;
}

/// The address behind the sign of a comment: "mov 0xe9d(%rip),%rax  # 2000 <_fini+0xd50>".
std::optional<std::uint64_t> commentIn(std::string_view line)
{
    const std::size_t at = line.find("# ");
    return at == std::string_view::npos ? std::nullopt : hexNumber(line.substr(at + 2));
}

class Reader
{
public:
    void take(std::string_view line)
    {
        if (line.starts_with("Disassembly of section ")) {
            m_inText = line.find(" .text:") != std::string_view::npos;
            m_disassembles = true;
        } else if (m_disassembles) {
            takeCode(line);
        } else if (auto section = sectionIn(line)) {
            m_listing.sections.push_back(*std::move(section));
        } else if (auto relocation = relocationIn(line)) {
            m_listing.relocations.push_back(*std::move(relocation));
        }
    }

    ObjectListing take() { return std::move(m_listing); }

private:
    void takeCode(std::string_view line)
    {
        if (line.ends_with(">:")) {
            m_atEntry = line.ends_with(" <kernel>:");
            return;
        }
        const auto instruction = m_inText ? parseInstruction(line) : std::nullopt;
        if (instruction && !instruction->isPadding()) {
            m_listing.code.push_back({*instruction, commentIn(line), m_atEntry});
            m_atEntry = false;
        }
    }

    ObjectListing m_listing;
    bool m_disassembles = false;
    bool m_inText = false;
    bool m_atEntry = false;
};

} // namespace

std::optional<std::uint64_t> Relocation::relativeTo() const
{
    constexpr std::string_view kAbsolute = "*ABS*+0x";
    return value.starts_with(kAbsolute) ? hexNumber(std::string_view(value).substr(kAbsolute.size())) : std::nullopt;
}

const ObjectSection* ObjectListing::sectionAt(std::uint64_t address) const
{
    const auto found = std::ranges::find_if(sections, [&](const ObjectSection& section) {
        return section.address > 0 && address >= section.address && address - section.address < section.size;
    });
    return found == sections.end() ? nullptr : &*found;
}

ObjectListing readListing(std::string_view objdump)
{
    Reader reader;
    while (!objdump.empty()) {
        const std::size_t end = std::min(objdump.find('\n'), objdump.size());
        reader.take(objdump.substr(0, end));
        objdump.remove_prefix(std::min(end + 1, objdump.size()));
    }
    return reader.take();
}

} // namespace espalier
