#include "core/diagnose/assemblytext.h"

#include "core/base/words.h"
#include "core/diagnose/functionname.h"
#include "core/diagnose/instruction.h"
#include "core/diagnose/labelnames.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace espalier {
namespace {

template <class Take>
void eachLine(std::string_view text, Take&& take)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string joinedLines(std::vector<std::string> lines)
{
    nameLabels(lines);
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

std::string labelAt(std::uint64_t address)
{
    return "@" + std::to_string(address);
}

/// What stands between < and > without offset and version: "expf" of "1060 <expf@plt>"; empty where it has an offset.
std::string namedBy(std::string_view text)
{
    const std::size_t open = text.find('<');
    const std::size_t close = text.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
        return {};
    }
    const std::string_view symbol = text.substr(open + 1, close - open - 1);
    return symbol.find('+') == std::string_view::npos ? functionName(symbol.substr(0, symbol.find('@')))
                                                      : std::string();
}

bool jumpsOrCalls(const Instruction& instruction)
{
    return (instruction.mnemonic.starts_with('j') || instruction.isCall() ||
            instruction.mnemonic.starts_with("loop")) &&
           !instruction.operands.starts_with('*');
}

/// One function of x86 code, from its heading to the next.
class Function
{
public:
    explicit Function(std::string_view symbol) : m_name(functionName(symbol)) {}

    void take(std::string_view line)
    {
        const std::optional<Instruction> instruction = parseInstruction(line);
        if (!instruction || instruction->isPadding()) {
            return;
        }
        const std::size_t comment = line.find("# ");
        m_code.push_back({*instruction, comment == std::string_view::npos ? "" : line.substr(comment)});
        if (jumpsOrCalls(*instruction)) {
            if (const auto target = hexNumber(instruction->operands)) {
                m_targets.insert(*target);
            }
        }
    }

    void write(std::vector<std::string>& lines) const
    {
        if (m_code.empty()) {
            return;
        }
        if (!lines.empty()) {
            lines.emplace_back();
        }
        lines.push_back(m_name + ":");
        for (const Line& line : m_code) {
            if (m_targets.contains(line.instruction.address)) {
                lines.push_back(labelAt(line.instruction.address) + ":");
            }
            const std::string operands = operandsOf(line);
            std::string text = "    " + std::string(line.instruction.mnemonic);
            if (!operands.empty()) {
                text += std::string(text.size() < 12 ? 12 - text.size() : 1, ' ') + operands;
            }
            lines.push_back(std::move(text));
        }
    }

private:
    struct Line
    {
        Instruction instruction;
        std::string_view comment;
    };

    bool holds(std::uint64_t address) const
    {
        return address >= m_code.front().instruction.address && address <= m_code.back().instruction.address;
    }

    std::string operandsOf(const Line& line) const
    {
        const std::string_view operands = line.instruction.operands;
        if (jumpsOrCalls(line.instruction)) {
            const auto target = hexNumber(operands);
            const std::string name = namedBy(operands);
            return target && holds(*target) ? labelAt(*target) : name.empty() ? std::string("elsewhere") : name;
        }
        const std::size_t rip = operands.find("(%rip)");
        if (rip == std::string_view::npos) {
            return std::string(operands);
        }
        const std::size_t before = operands.find_last_of(", ", rip);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        const std::string name = namedBy(line.comment);
        return std::string(operands.substr(0, begin)) + (name.empty() ? "data" : name) +
               std::string(operands.substr(rip));
    }

    std::string m_name;
    std::vector<Line> m_code;
    std::set<std::uint64_t> m_targets;
};

/// The line up to "//", and without what stands between "/*" and "*/" in it.
std::string withoutComments(std::string_view line)
{
    std::string text(line.substr(0, line.find("//")));
    for (std::size_t open = text.find("/*"); open != std::string::npos; open = text.find("/*", open)) {
        const std::size_t close = text.find("*/", open + 2);
        text.erase(open, close == std::string::npos ? std::string::npos : close + 2 - open);
    }
    return text;
}

/// "%f12" as "%f"; "%f<23>" in a declaration and "%tid.x" stay.
std::string withoutRegisterNumbers(std::string_view text)
{
    std::string out;
    bool inName = false;
    for (const char c : text) {
        const bool letter = c >= 'a' && c <= 'z';
        const bool digit = c >= '0' && c <= '9';
        if (c == '%') {
            inName = true;
        } else if (!letter && !digit) {
            inName = false;
        }
        if (!(inName && digit)) {
            out += c;
        }
    }
    return out;
}

} // namespace

std::string comparableX86(std::string_view objdump)
{
    std::vector<std::string> lines;
    std::optional<Function> function;
    const auto end = [&] {
        if (function) {
            function->write(lines);
            function.reset();
        }
    };
    eachLine(objdump, [&](std::string_view line) {
        const std::size_t name = line.find(" <");
        if (line.ends_with(">:") && name != std::string_view::npos) {
            end();
            const std::string_view symbol = line.substr(name + 2, line.size() - name - 4);
            if (!isStartupCode(symbol)) {
                function.emplace(symbol);
            }
        } else if (function) {
            function->take(line);
        }
    });
    end();
    return joinedLines(std::move(lines));
}

std::string comparablePtx(std::string_view ptx)
{
    std::vector<std::string> lines;
    eachLine(ptx, [&](std::string_view line) {
        const std::string text = withoutComments(line);
        const std::string_view words = trimmed(text);
        if (words.empty() || words.starts_with(".loc") || words.starts_with(".file")) {
            return;
        }
        const bool outermost = words.ends_with(':') || words.starts_with('.') || words == "{" || words == "}" ||
                               words == "(" || words == ")";
        lines.push_back((outermost ? "" : "    ") + withoutRegisterNumbers(words));
    });
    return joinedLines(std::move(lines));
}

std::string comparableSass(std::string_view nvdisasm)
{
    std::vector<std::string> lines;
    eachLine(nvdisasm, [&](std::string_view line) {
        const std::string text = withoutComments(line);
        std::string_view words = trimmed(text);
        if (words.starts_with(".text.") && words.ends_with(':')) {
            if (!lines.empty()) {
                lines.emplace_back();
            }
            lines.push_back(functionName(words.substr(6, words.size() - 7)) + ":");
        } else if (words.starts_with(".L") && words.ends_with(':')) {
            lines.emplace_back(words);
        } else if (words.ends_with(';')) {
            words = trimmed(words.substr(0, words.size() - 1));
            if (words != "NOP") {
                lines.push_back("    " + std::string(words));
            }
        }
    });
    return joinedLines(std::move(lines));
}

} // namespace espalier
