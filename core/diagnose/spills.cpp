#include "core/diagnose/spills.h"

#include <map>
#include <utility>

namespace espalier {
namespace {

constexpr std::string_view kStackPointer = "(%rsp)";
constexpr std::string_view kFramePointer = "(%rbp)";

/// One operand in the frame.
struct FrameOperand
{
    std::string_view place; ///< "0x60(%rsp)"; empty: the instruction names none
    bool isTarget = false;  ///< it is the last operand
};

FrameOperand frameOperand(std::string_view operands, bool framePointer)
{
    std::size_t open = operands.find(kStackPointer);
    const bool below = open == std::string_view::npos; // the frame lies below %rbp, arguments above it
    if (below && framePointer) {
        open = operands.find(kFramePointer);
    }
    if (open == std::string_view::npos) {
        return {};
    }
    const std::size_t end = open + kStackPointer.size();
    const std::size_t comma = operands.substr(0, open).rfind(',');
    const std::size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
    const std::string_view place = operands.substr(begin, end - begin);
    const bool isElement = operands.substr(end).starts_with("{1to"); // one element for all lanes
    if (isElement || (below && !place.starts_with('-'))) {
        return {};
    }
    return {place, operands.find(',', end) == std::string_view::npos};
}

} // namespace

Spills spillsIn(std::span<const Instruction> loop, bool framePointer)
{
    std::map<std::pair<std::string_view, int>, Spills> places; // by place and bytes
    for (const Instruction& one : loop) {
        const FrameOperand operand = frameOperand(one.operands, framePointer);
        if (one.vectorBits() == 0 || operand.place.empty()) {
            continue;
        }
        Spills& here = places[{operand.place, one.bytesMoved()}];
        if (!operand.isTarget) {
            ++here.reloads;
        } else if (one.stem().starts_with("mov") && !one.stem().starts_with("movnt")) {
            ++here.stores;
        }
    }
    Spills spills;
    for (const auto& [place, here] : places) {
        if (here.stores > 0 && here.reloads > 0) {
            spills.stores += here.stores;
            spills.reloads += here.reloads;
        }
    }
    return spills;
}

} // namespace espalier
