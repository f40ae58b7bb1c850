#include "core/diagnose/instruction.h"

#include "core/base/words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace espalier {
namespace {

template <std::size_t count>
bool startsWithAny(std::string_view text, const std::array<std::string_view, count>& beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view b) { return text.starts_with(b); });
}

bool isFloatOperation(std::string_view stem)
{
    static constexpr std::array<std::string_view, 12> kStems{"add", "sub",   "mul",   "div",    "sqrt",   "min",
                                                             "max", "fmadd", "fmsub", "fnmadd", "fnmsub", "rcp"};
    return startsWithAny(stem, kStems);
}

bool isPackedInteger(std::string_view stem)
{
    static constexpr std::array<std::string_view, 11> kStems{"padd", "psub", "pmul", "pmadd", "pmin", "pmax",
                                                             "pcmp", "psad", "psll", "psrl",  "psra"};
    return startsWithAny(stem, kStems);
}

/// Without the write mask of AVX-512: "(%rax){%k1}" → "(%rax)".
std::string_view unmasked(std::string_view operands)
{
    return operands.ends_with('}') ? operands.substr(0, operands.find('{')) : operands;
}

bool namesMemory(const Instruction& instruction)
{
    static constexpr std::array<std::string_view, 6> kNone{"lea", "nop", "prefetch", "j", "call", "ret"};
    return instruction.operands.find('(') != std::string_view::npos && !startsWithAny(instruction.mnemonic, kNone) &&
           instruction.operands.find("(%rip)") == std::string_view::npos; // constants and addresses, not data
}

bool isMemoryLast(std::string_view operands)
{
    return unmasked(operands).ends_with(')');
}

bool onlyReads(std::string_view mnemonic)
{
    return mnemonic.find("cmp") != std::string_view::npos || mnemonic.starts_with("test") ||
           mnemonic.find("comis") != std::string_view::npos || mnemonic.find("div") != std::string_view::npos;
}

} // namespace

std::optional<std::uint64_t> hexNumber(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

std::optional<Instruction> parseInstruction(std::string_view line)
{
    const std::size_t colon = line.find(":\t");
    if (colon == std::string_view::npos) {
        return {};
    }
    const std::optional<std::uint64_t> address = hexNumber(trimmed(line.substr(0, colon)));
    const std::string_view text = trimmed(line.substr(colon + 2));
    if (!address || text.empty()) {
        return {};
    }
    const std::size_t space = text.find_first_of(" \t");
    std::string_view operands = space == std::string_view::npos ? std::string_view() : text.substr(space);
    return Instruction{*address, text.substr(0, space), trimmed(operands.substr(0, operands.find('#')))};
}

std::string_view Instruction::stem() const
{
    return mnemonic.starts_with('v') ? mnemonic.substr(1) : mnemonic;
}

bool Instruction::isScalarFloat() const
{
    return isFloatOperation(stem()) && (stem().ends_with("ss") || stem().ends_with("sd"));
}

bool Instruction::isPacked() const
{
    return (isFloatOperation(stem()) && (stem().ends_with("ps") || stem().ends_with("pd"))) || isPackedInteger(stem());
}

bool Instruction::isDivision() const
{
    return stem().starts_with("div") || stem().starts_with("idiv") || stem().starts_with("sqrt");
}

bool Instruction::isGather() const
{
    return stem().starts_with("gather") || stem().starts_with("pgather");
}

bool Instruction::isConditionalJump() const
{
    return mnemonic.starts_with('j') && !mnemonic.starts_with("jmp");
}

bool Instruction::isPadding() const
{
    const bool prefixed = mnemonic == "data16" || mnemonic == "cs";
    return mnemonic.starts_with("nop") || (prefixed && operands.find("nop") != std::string_view::npos) ||
           (mnemonic == "xchg" && operands == "%ax,%ax");
}

bool Instruction::loads() const
{
    return namesMemory(*this) &&
           (!isMemoryLast(operands) || onlyReads(mnemonic) || mnemonic.find("mov") == std::string_view::npos);
}

bool Instruction::stores() const
{
    return namesMemory(*this) && isMemoryLast(operands) && !onlyReads(mnemonic);
}

int Instruction::vectorBits() const
{
    return operands.find("%zmm") != std::string_view::npos   ? 512
           : operands.find("%ymm") != std::string_view::npos ? 256
           : operands.find("%xmm") != std::string_view::npos ? 128
                                                             : 0;
}

int Instruction::bytesMoved() const
{
    if (vectorBits() == 0 || (!loads() && !stores())) {
        return 0;
    }
    if (stem().ends_with("ss") || stem() == "movd") {
        return 4;
    }
    return stem().ends_with("sd") || stem() == "movq" ? 8 : vectorBits() / 8;
}

int Instruction::operations() const
{
    const int each = stem().starts_with("fm") || stem().starts_with("fnm") ? 2 : 1;
    if (isScalarFloat()) {
        return each;
    }
    const int elementBits = stem().ends_with("pd") || stem().ends_with('q') ? 64 : 32;
    return isPacked() ? each * vectorBits() / elementBits : 0;
}

} // namespace espalier
