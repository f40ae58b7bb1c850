#include "core/diagnose/stridedloops.h"

#include <string_view>

namespace espalier {
namespace {

constexpr std::uint64_t kLine = 64; ///< bytes of a cache line on every x86 processor
constexpr int kFew = 16;
constexpr std::size_t kLongest = 1024; ///< instructions; every step is held against every access

/// "%rax,%rdx" inside the first parentheses.
std::string_view addressOf(std::string_view operands)
{
    const std::size_t open = operands.find('(');
    const std::size_t close = operands.find(')', open);
    return open == std::string_view::npos || close == std::string_view::npos
               ? std::string_view()
               : operands.substr(open + 1, close - open - 1);
}

std::string_view lastOperand(std::string_view operands)
{
    const std::size_t comma = operands.rfind(',');
    return comma == std::string_view::npos ? operands : operands.substr(comma + 1);
}

bool names(std::string_view address, std::string_view reg)
{
    return !reg.empty() && address.find(reg) != std::string_view::npos;
}

/// Bytes at one place; 0 for what does not access memory.
int width(const Instruction& instruction)
{
    if (!instruction.loads() && !instruction.stores()) {
        return 0;
    }
    if (instruction.vectorBits() > 0) {
        return instruction.bytesMoved();
    }
    return instruction.operands.find("%r") != std::string_view::npos ? 8 : 4;
}

/// Steps of a line or more, or by a register, that an instruction makes; the register it moves.
std::string_view steppedRegister(const Instruction& instruction)
{
    const std::string_view target = lastOperand(instruction.operands);
    if (!target.starts_with("%r")) {
        return {};
    }
    if (instruction.mnemonic.starts_with("lea")) {
        const std::string_view address = addressOf(instruction.operands);
        const bool addsRegister = names(address, target) && address.find(",%r") != std::string_view::npos;
        return addsRegister ? target : std::string_view();
    }
    if (!instruction.mnemonic.starts_with("add")) {
        return {};
    }
    if (instruction.operands.starts_with("$0x")) {
        const std::optional<std::uint64_t> step = hexNumber(instruction.operands.substr(3));
        const bool isForward = step && *step < (std::uint64_t{1} << 40); // a negative step is a huge number here
        return isForward && *step >= kLine ? target : std::string_view();
    }
    return instruction.operands.starts_with("%r") ? target : std::string_view();
}

} // namespace

int stridedAccesses(std::span<const Instruction> loop)
{
    int strided = 0;
    if (loop.size() > kLongest) {
        return 0;
    }
    for (const Instruction& step : loop) {
        const std::string_view reg = steppedRegister(step);
        int bytes = 0;
        int accesses = 0;
        for (const Instruction& one : loop) {
            const bool uses = names(addressOf(one.operands), reg) && width(one) > 0;
            bytes += uses ? width(one) : 0;
            accesses += uses ? 1 : 0;
        }
        strided += bytes <= kFew ? accesses : 0;
    }
    return strided;
}

bool isDependentLoad(const Instruction& instruction)
{
    const std::string_view target = lastOperand(instruction.operands);
    return instruction.mnemonic.starts_with("mov") && instruction.loads() && target.starts_with("%r") &&
           names(addressOf(instruction.operands), target);
}

} // namespace espalier
