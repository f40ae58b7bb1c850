#include "core/diagnose/buildfacts.h"

#include "core/base/process.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace espalier {
namespace {

constexpr std::size_t kDisassemblyCap = std::size_t{8} << 20;
constexpr std::chrono::milliseconds kTimeout{2'000};
constexpr std::size_t kMemoryCap = std::size_t{1} << 30;

struct Instruction
{
    std::uint64_t address = 0;
    std::string_view mnemonic;
    std::string_view operands;
};

/// A backward jump inside a function: the addresses from its target to itself.
struct Loop
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

template <std::size_t count>
bool startsWithAny(std::string_view text, const std::array<std::string_view, count>& beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view b) { return text.starts_with(b); });
}

bool isStartupCode(std::string_view function)
{
    static constexpr std::array<std::string_view, 7> kNames{
        "_init",      "_fini", "set_fast_math", "deregister_tm_clones", "register_tm_clones", "__do_global_dtors_aux",
        "frame_dummy"};
    return std::find(kNames.begin(), kNames.end(), function) != kNames.end() ||
           function.find("@plt") != std::string_view::npos;
}

std::optional<std::uint64_t> hexNumber(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    const std::size_t end = text.find_last_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

/// "    11b4:\tadd    $0x4,%rdx"
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
    const std::string_view operands =
        space == std::string_view::npos ? std::string_view() : trimmed(text.substr(space));
    return Instruction{*address, text.substr(0, space), operands};
}

/// add, mul, vfmadd231 …: what computes, without moves, shuffles, conversions and logic that merely clears.
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

bool isMathCall(std::string_view name)
{
    static constexpr std::array<std::string_view, 16> kNames{"exp",  "exp2",  "log",  "log2", "pow",  "tanh",
                                                             "sin",  "cos",   "erf",  "fmax", "fmin", "floor",
                                                             "ceil", "round", "sqrt", "fmod"};
    const std::string_view plain = name.ends_with('f') && name != "erf" ? name.substr(0, name.size() - 1) : name;
    return std::find(kNames.begin(), kNames.end(), plain) != kNames.end();
}

bool startsThreads(std::string_view name)
{
    return name == "GOMP_parallel" || name == "__kmpc_fork_call" || name == "pthread_create";
}

/// The name in "call   1060 <expf@plt>"; empty for indirect calls.
std::string_view calledName(std::string_view operands)
{
    const std::size_t open = operands.find('<');
    const std::size_t end = operands.find_first_of("@+>", open);
    return open == std::string_view::npos || end == std::string_view::npos ? std::string_view()
                                                                           : operands.substr(open + 1, end - open - 1);
}

int registerBits(std::string_view operands)
{
    return operands.find("%zmm") != std::string_view::npos   ? 512
           : operands.find("%ymm") != std::string_view::npos ? 256
                                                             : 128;
}

/// A whole vector register stored to a fixed place of the frame. (%rbp) alone may be any pointer.
bool isSpill(const Instruction& instruction)
{
    const std::string_view operands = instruction.operands;
    const bool fromRegister =
        operands.starts_with("%xmm") || operands.starts_with("%ymm") || operands.starts_with("%zmm");
    const bool isMove = instruction.mnemonic.starts_with("mov") || instruction.mnemonic.starts_with("vmov");
    const bool isFrame = operands.ends_with("(%rsp)") ||
                         (operands.ends_with("(%rbp)") && operands.find(",-0x") != std::string_view::npos);
    return isMove && fromRegister && isFrame;
}

/// Counts one function after another.
class Counter
{
public:
    void take(const Instruction& instruction) { m_function.push_back(instruction); }

    void finishFunction()
    {
        findInnermostLoops();
        auto loop = m_loops.begin(); // instructions and loops both ascend
        for (const Instruction& instruction : m_function) {
            ++m_facts.instructions;
            countCall(instruction);
            while (loop != m_loops.end() && loop->end < instruction.address) {
                ++loop;
            }
            if (loop != m_loops.end() && loop->begin <= instruction.address) {
                countLoopInstruction(instruction);
            }
        }
        m_function.clear();
        m_loops.clear();
    }

    BuildFacts facts()
    {
        finishFunction();
        m_facts.known = m_facts.instructions > 0;
        return m_facts;
    }

private:
    void findInnermostLoops()
    {
        std::vector<Loop> all;
        for (const Instruction& instruction : m_function) {
            const std::optional<std::uint64_t> target =
                instruction.mnemonic.starts_with('j') ? hexNumber(instruction.operands) : std::nullopt;
            if (target && *target <= instruction.address && *target >= m_function.front().address) {
                all.push_back({*target, instruction.address});
            }
        }
        // Backward jumps come in the order of their ends: an outer loop stands after its inner ones.
        for (const Loop& loop : all) {
            if (m_loops.empty() || m_loops.back().end < loop.begin) {
                m_loops.push_back(loop);
            }
        }
    }

    void countCall(const Instruction& instruction)
    {
        if (!instruction.mnemonic.starts_with("call") && !instruction.mnemonic.starts_with("jmp")) {
            return;
        }
        const std::string_view name = calledName(instruction.operands);
        m_facts.mathCalls += isMathCall(name) ? 1 : 0;
        m_facts.vectorMathCalls += name.starts_with("_ZGV") ? 1 : 0;
        m_facts.parallel = m_facts.parallel || startsThreads(name);
    }

    void countLoopInstruction(const Instruction& instruction)
    {
        const std::string_view name = instruction.mnemonic;
        const std::string_view stem = name.starts_with('v') ? name.substr(1) : name;
        const bool isScalar = isFloatOperation(stem) && (stem.ends_with("ss") || stem.ends_with("sd"));
        const bool isVector =
            (isFloatOperation(stem) && (stem.ends_with("ps") || stem.ends_with("pd"))) || isPackedInteger(stem);
        m_facts.arithmetic += isScalar || isVector ? 1 : 0;
        m_facts.packed += isVector ? 1 : 0;
        m_facts.vectorBits =
            isVector ? std::max(m_facts.vectorBits, registerBits(instruction.operands)) : m_facts.vectorBits;
        m_facts.fusedMultiplyAdds += (isScalar || isVector) && stem.starts_with('f') ? 1 : 0;
        m_facts.streamingStores += stem.starts_with("movnt") ? 1 : 0;
        m_facts.spills += isSpill(instruction) ? 1 : 0;
    }

    std::vector<Instruction> m_function;
    std::vector<Loop> m_loops;
    BuildFacts m_facts;
};

} // namespace

BuildFacts buildFactsFromDisassembly(std::string_view text)
{
    Counter counter;
    bool skipping = true; // until the first function
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const std::size_t name = line.find(" <");
        if (line.ends_with(">:") && name != std::string_view::npos) {
            counter.finishFunction();
            skipping = isStartupCode(line.substr(name + 2, line.size() - name - 4));
        } else if (const std::optional<Instruction> instruction = parseInstruction(line); instruction && !skipping) {
            counter.take(*instruction);
        }
    }
    return counter.facts();
}

BuildFacts readBuildFacts(const std::filesystem::path& sharedObject)
{
    ProcessSpec objdump;
    objdump.argv = {"objdump", "-d", "--no-show-raw-insn", "--section=.text", sharedObject.string()};
    objdump.timeout = kTimeout;
    objdump.outputCap = kDisassemblyCap;
    objdump.memoryCap = kMemoryCap;
    const Result<ProcessOutcome> outcome = runProcess(objdump);
    if (!outcome || !outcome->succeeded()) {
        return {};
    }
    return buildFactsFromDisassembly(outcome->output);
}

} // namespace espalier
