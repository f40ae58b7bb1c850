#include "core/diagnose/disassembly.h"

#include "core/base/process.h"
#include "core/diagnose/functionname.h"
#include "core/diagnose/instruction.h"
#include "core/diagnose/spills.h"
#include "core/diagnose/stridedloops.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace espalier {
namespace {

constexpr std::size_t kDisassemblyCap = std::size_t{8} << 20;
constexpr std::chrono::milliseconds kTimeout{2'000};
constexpr std::size_t kMemoryCap = std::size_t{1} << 30;

/// A backward jump inside a function: the addresses from its target to itself.
struct Loop
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

bool startsThreads(std::string_view name)
{
    return name.starts_with("GOMP_parallel") || name == "__kmpc_fork_call" || name == "pthread_create" ||
           name.starts_with("_ZNSt6thread");
}

/// The name in "call   1060 <expf@plt>"; empty for indirect calls.
std::string_view calledName(std::string_view operands)
{
    const std::size_t open = operands.find('<');
    const std::size_t end = operands.find_first_of("@+>", open);
    return open == std::string_view::npos || end == std::string_view::npos ? std::string_view()
                                                                           : operands.substr(open + 1, end - open - 1);
}

/// Counts one function after another.
class Counter
{
public:
    void beginFunction(std::string_view name)
    {
        finishFunction();
        m_name = name;
    }

    void take(const Instruction& instruction)
    {
        m_framePointer = m_framePointer || (instruction.mnemonic == "mov" && instruction.operands == "%rsp,%rbp");
        m_function.push_back(instruction);
    }

    CodeFacts facts()
    {
        finishFunction();
        m_facts.known = m_facts.instructions > 0;
        m_facts.vectorRegisters = static_cast<int>(m_registers.count());
        return {m_facts, m_spillingLoop};
    }

private:
    void finishFunction()
    {
        findInnermostLoops();
        auto loop = m_loops.begin(); // instructions and loops both ascend
        for (const Instruction& instruction : m_function) {
            ++m_facts.instructions;
            countCall(instruction);
            while (loop != m_loops.end() && loop->end < instruction.address) {
                ++loop;
                finishLoop();
            }
            if (loop != m_loops.end() && loop->begin <= instruction.address) {
                countLoopInstruction(instruction, instruction.address == loop->end);
            }
        }
        finishLoop();
        m_function.clear();
        m_loops.clear();
        m_framePointer = false;
    }

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

    void countLoopInstruction(const Instruction& instruction, bool closes)
    {
        const bool isVector = instruction.isPacked();
        const bool isArithmetic = isVector || instruction.isScalarFloat();
        m_facts.arithmetic += isArithmetic ? 1 : 0;
        m_facts.packed += isVector ? 1 : 0;
        m_facts.vectorBits = isVector ? std::max(m_facts.vectorBits, instruction.vectorBits()) : m_facts.vectorBits;
        m_facts.fusedMultiplyAdds += isArithmetic && instruction.stem().starts_with('f') ? 1 : 0;
        m_facts.divisions += instruction.isDivision() ? 1 : 0;
        m_facts.loads += instruction.loads() ? 1 : 0;
        m_facts.stores += instruction.stores() ? 1 : 0;
        m_facts.dependentLoads += isDependentLoad(instruction) ? 1 : 0;
        m_facts.gathers += instruction.isGather() ? 1 : 0;
        m_facts.branches += instruction.isConditionalJump() && !closes ? 1 : 0;
        m_facts.calls += instruction.isCall() ? 1 : 0;
        m_facts.streamingStores += instruction.stem().starts_with("movnt") ? 1 : 0;
        m_loopOperations += instruction.operations();
        m_loopBytes += instruction.isGather() ? 0 : instruction.bytesMoved();
        noteRegisters(instruction.operands);
        m_loop.push_back(instruction);
    }

    void finishLoop()
    {
        if (m_loopOperations > m_mostOperations) {
            m_mostOperations = m_loopOperations;
            m_facts.bytesPerOperation = static_cast<double>(m_loopBytes) / m_loopOperations;
        }
        // What a backward jmp closes is mostly code moved out of line, read as a loop.
        if (!m_loop.empty() && m_loop.back().isConditionalJump()) {
            m_facts.stridedAccesses += stridedAccesses(m_loop);
            countSpills();
        }
        m_loopOperations = 0;
        m_loopBytes = 0;
        m_loop.clear();
    }

    void countSpills()
    {
        const Spills spills = spillsIn(m_loop, m_framePointer);
        m_facts.spills += spills.stores;
        m_facts.reloads += spills.reloads;
        if (spills.stores > m_mostSpills) {
            m_mostSpills = spills.stores;
            std::array<char, 16> offset{};
            const auto end = std::to_chars(offset.data(), offset.data() + offset.size(),
                                           m_loop.front().address - m_function.front().address, 16);
            m_spillingLoop = functionName(m_name) + "+0x" + std::string(offset.data(), end.ptr) + ", a loop of " +
                             std::to_string(m_loop.size()) + " instructions";
        }
    }

    void noteRegisters(std::string_view operands)
    {
        for (std::size_t at = operands.find("mm"); at != std::string_view::npos; at = operands.find("mm", at + 2)) {
            unsigned number = 0;
            std::from_chars(operands.data() + at + 2, operands.data() + operands.size(), number);
            m_registers.set(std::min(number, 31U));
        }
    }

    std::string_view m_name;     ///< of the function, as a symbol
    bool m_framePointer = false; ///< the function keeps one in %rbp
    std::vector<Instruction> m_function;
    std::vector<Loop> m_loops;
    BuildFacts m_facts;
    std::bitset<32> m_registers;
    std::vector<Instruction> m_loop; ///< the one being read
    int m_loopOperations = 0;        ///< of one round of it
    int m_loopBytes = 0;
    int m_mostOperations = 0;
    int m_mostSpills = 0;
    std::string m_spillingLoop;
};

} // namespace

CodeFacts codeFactsFromDisassembly(std::string_view text)
{
    Counter counter;
    bool skipping = true; // until the first function
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const std::size_t name = line.find(" <");
        if (line.ends_with(">:") && name != std::string_view::npos) {
            const std::string_view function = line.substr(name + 2, line.size() - name - 4);
            counter.beginFunction(function);
            skipping = isStartupCode(function);
        } else if (const std::optional<Instruction> instruction = parseInstruction(line); instruction && !skipping) {
            counter.take(*instruction);
        }
    }
    return counter.facts();
}

CodeFacts readCodeFacts(const std::filesystem::path& sharedObject)
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
    return codeFactsFromDisassembly(outcome->output);
}

} // namespace espalier
