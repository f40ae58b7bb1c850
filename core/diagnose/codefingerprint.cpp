#include "core/diagnose/codefingerprint.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/process.h"
#include "core/diagnose/objectlisting.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kListingCap = std::size_t{16} << 20;
constexpr std::size_t kObjectCap = std::size_t{32} << 20;
constexpr std::chrono::milliseconds kTimeout{5'000};
constexpr std::size_t kMemoryCap = std::size_t{1} << 30;

/// Sections whose bytes a kernel computes with.
bool holdsData(std::string_view section)
{
    return section.starts_with(".rodata") || section.starts_with(".data") || section.starts_with(".tdata");
}

/// A jump or call with an address in it: "1060 <expf@plt>".
bool leadsSomewhere(const Instruction& instruction)
{
    return (instruction.mnemonic.starts_with('j') || instruction.mnemonic.starts_with("call") ||
            instruction.mnemonic.starts_with("loop")) &&
           !instruction.operands.starts_with('*');
}

class Normaliser
{
public:
    explicit Normaliser(const ObjectListing& listing) : m_listing(listing) {}

    std::string text()
    {
        std::size_t ordinal = 0;
        for (const CodeLine& line : m_listing.code) {
            if (line.isEntryPoint) {
                m_text += "kernel:\n";
            }
            m_text += line.instruction.mnemonic;
            m_text += ' ';
            addOperands(line, ordinal++);
            m_text += '\n';
        }
        for (const Relocation& relocation : m_listing.relocations) {
            const auto target = relocation.relativeTo();
            m_text += placeOf(relocation.address, 0) + " " + relocation.type + " " +
                      (target ? placeOf(*target, 0) : relocation.value) + "\n";
        }
        for (const ObjectSection& section : m_listing.sections) {
            if (section.name.starts_with(".bss") || section.name.starts_with(".tbss")) {
                m_text += section.name + " " + std::to_string(section.size) + "\n";
            }
        }
        return std::move(m_text);
    }

private:
    void addOperands(const CodeLine& line, std::size_t ordinal)
    {
        const std::string_view operands = line.instruction.operands;
        if (leadsSomewhere(line.instruction)) {
            const auto imported = operands.find("@plt>");
            const auto name = operands.find('<');
            const auto target = hexNumber(operands);
            if (imported != std::string_view::npos && name < imported) {
                m_text += operands.substr(name);
            } else {
                m_text += target ? placeOf(*target, ordinal) : std::string(operands);
            }
            return;
        }
        const std::size_t rip = operands.find("(%rip)");
        if (rip == std::string_view::npos || !line.refersTo) {
            m_text += operands;
            return;
        }
        const std::size_t begin = operands.find_last_of(", ", rip);
        m_text += operands.substr(0, begin == std::string_view::npos ? 0 : begin + 1);
        m_text += placeOf(*line.refersTo, ordinal);
        m_text += operands.substr(rip);
    }

    /// An address by what lies there: the instruction so many further on, the name that is imported there, or the place
    /// in its section.
    std::string placeOf(std::uint64_t address, std::size_t ordinal) const
    {
        const ObjectSection* section = m_listing.sectionAt(address);
        if (!section) {
            return "nowhere";
        }
        if (section->name == ".text") {
            const auto at = std::ranges::lower_bound(m_listing.code, address, {},
                                                     [](const CodeLine& line) { return line.instruction.address; });
            const auto index = at - m_listing.code.begin();
            return "." + std::to_string(index - static_cast<std::ptrdiff_t>(ordinal));
        }
        if (section->name.starts_with(".got")) {
            const auto found = std::ranges::find(m_listing.relocations, address, &Relocation::address);
            if (found != m_listing.relocations.end() && !found->relativeTo()) {
                return found->type + " " + found->value;
            }
        }
        return section->name + "+" + std::to_string(address - section->address);
    }

    const ObjectListing& m_listing;
    std::string m_text;
};

} // namespace

std::string normalisedCode(std::string_view objdump)
{
    const ObjectListing listing = readListing(objdump);
    return listing.code.empty() ? std::string() : Normaliser(listing).text();
}

std::string codeFingerprint(const std::filesystem::path& sharedObject)
{
    ProcessSpec objdump;
    objdump.argv = {"objdump", "-h", "-R", "-d", "--no-show-raw-insn", sharedObject.string()};
    objdump.timeout = kTimeout;
    objdump.outputCap = kListingCap;
    objdump.memoryCap = kMemoryCap;
    const Result<ProcessOutcome> outcome = runProcess(objdump);
    const auto bytes = readFile(sharedObject, kObjectCap);
    if (!outcome || !outcome->succeeded() || outcome->outputCut || !bytes) {
        return {};
    }
    const ObjectListing listing = readListing(outcome->output);
    if (listing.code.empty()) {
        return {};
    }
    std::string text = Normaliser(listing).text();
    for (const ObjectSection& section : listing.sections) {
        if (!holdsData(section.name)) {
            continue;
        }
        if (section.fileOffset > bytes->size() || section.size > bytes->size() - section.fileOffset) {
            return {};
        }
        text += section.name + " " + sha256(std::string_view(*bytes).substr(section.fileOffset, section.size)) + "\n";
    }
    return sha256(text);
}

} // namespace espalier
