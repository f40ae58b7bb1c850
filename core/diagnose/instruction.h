#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace espalier {

/// One line of `objdump -d` in AT&T syntax: the destination is the last operand. Refers to the text it was read from.
struct Instruction
{
    std::uint64_t address = 0;
    std::string_view mnemonic;
    std::string_view operands;

    /// The mnemonic without the v of the vector encodings: "fmadd231ps".
    std::string_view stem() const;
    /// Computes in floating point on one element (add, mul, fmadd …; not moves, shuffles, conversions).
    bool isScalarFloat() const;
    /// The same on a whole vector, or packed integer arithmetic.
    bool isPacked() const;
    bool isDivision() const;
    bool isGather() const;
    bool isConditionalJump() const;
    /// Alignment: nop in all its lengths.
    bool isPadding() const;
    bool isCall() const { return mnemonic.starts_with("call"); }
    bool loads() const;
    bool stores() const;
    /// Width of the widest vector register named: 0, 128, 256, 512.
    int vectorBits() const;
    /// Bytes moved by a load or store that names a vector register; 0 for others.
    int bytesMoved() const;
    /// Operations done: lanes, twice for a fused multiply-add; 0 for what is not arithmetic.
    int operations() const;
};

/// "    11b4:\tadd    $0x4,%rdx"; nothing for lines of another kind.
std::optional<Instruction> parseInstruction(std::string_view line);

/// The number at the start of a text in hexadecimal.
std::optional<std::uint64_t> hexNumber(std::string_view text);

} // namespace espalier
