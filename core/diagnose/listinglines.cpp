#include "core/diagnose/listinglines.h"

#include "core/base/words.h"
#include "core/diagnose/functionname.h"
#include "core/diagnose/instruction.h"
#include "core/diagnose/stridedloops.h"
#include "core/graph/sassnames.h"

#include <algorithm>
#include <array>
#include <set>

namespace espalier {
namespace {

/// "LDG.E.128" of "    @!P0 LDG.E.128 R0, …"; of x86 and PTX alike the first word that is no guard.
std::string_view mnemonicOf(std::string_view line)
{
    std::string_view words = trimmed(line);
    if (words.starts_with('@')) {
        words = trimmed(words.substr(std::min(words.find(' '), words.size())));
    }
    return words.substr(0, words.find_first_of(" \t;"));
}

bool isOnStack(std::string_view operands)
{
    return operands.find("(%rsp)") != std::string_view::npos || operands.find("(%rbp)") != std::string_view::npos;
}

bool countsX86(std::string_view line, std::string_view figure)
{
    const std::string_view words = trimmed(line);
    const std::string_view name = mnemonicOf(line);
    const Instruction one{0, name, trimmed(words.substr(name.size()))};
    const bool movesVector = one.vectorBits() > 0 && (one.loads() || one.stores());
    if (figure == "spills") {
        return movesVector && isOnStack(one.operands);
    }
    if (figure == "packed") { // what keeps it from being packed
        return one.isScalarFloat();
    }
    if (figure == "vector_bits") {
        return one.isPacked();
    }
    if (figure == "gathers") {
        return one.isGather();
    }
    if (figure == "dependent_loads") {
        return isDependentLoad(one);
    }
    if (figure == "math_calls") {
        return one.isCall() && isMathCall(one.operands);
    }
    return figure == "streaming_stores" && movesVector && one.stores() && !isOnStack(one.operands) &&
           !one.stem().starts_with("movnt");
}

bool countsSass(std::string_view mnemonic, std::string_view figure)
{
    const std::string_view name = mnemonic.substr(0, mnemonic.find('.'));
    return (figure == "spills" && isLocalAccess(name)) ||
           (figure == "wide_accesses" && (isGlobalLoad(name) || isGlobalStore(name)));
}

bool countsPtx(std::string_view mnemonic, std::string_view figure)
{
    const auto isIn = [mnemonic](std::string_view space) {
        const bool accesses = mnemonic.starts_with("ld.") || mnemonic.starts_with("st.") ||
                              mnemonic.starts_with("red.") || mnemonic.starts_with("atom.");
        return accesses && mnemonic.find(space) != std::string_view::npos;
    };
    return (figure == "spills" && isIn(".local")) || (figure == "wide_accesses" && isIn(".global"));
}

bool counts(std::string_view line, std::string_view form, std::string_view figure)
{
    return form == "x86"    ? countsX86(line, figure)
           : form == "SASS" ? countsSass(mnemonicOf(line), figure)
                            : countsPtx(mnemonicOf(line), figure);
}

/// "product" of "product:", or of ".visible .entry product(" in PTX; empty for any other line.
std::string headingOf(std::string_view line, std::string_view form)
{
    if (form != "PTX") {
        const bool heads = line.ends_with(':') && !line.starts_with('.') && !line.starts_with(' ');
        return heads ? std::string(line.substr(0, line.size() - 1)) : std::string();
    }
    const std::size_t open = line.find('(');
    if ((line.find(".entry ") == std::string_view::npos && line.find(".func ") == std::string_view::npos)) {
        return {};
    }
    const std::string_view before = trimmed(line.substr(0, open));
    const std::size_t space = before.find_last_of(" \t");
    return functionName(space == std::string_view::npos ? before : before.substr(space + 1));
}

template <class Take>
void eachLine(std::string_view text, Take&& take)
{
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        take(text.substr(0, end), number);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

bool isWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Whether the line names the function before a parenthesis.
bool opens(std::string_view line, std::string_view name)
{
    for (std::size_t at = line.find(name); at != std::string_view::npos; at = line.find(name, at + 1)) {
        const bool begins = at == 0 || !isWord(line[at - 1]);
        if (begins && trimmed(line.substr(at + name.size())).starts_with('(')) {
            return true;
        }
    }
    return false;
}

} // namespace

bool isOfInstructions(std::string_view figure)
{
    static constexpr std::array<std::string_view, 8> kFigures{"spills",          "packed",       "vector_bits",
                                                              "gathers",         "math_calls",   "streaming_stores",
                                                              "dependent_loads", "wide_accesses"};
    return std::ranges::find(kFigures, figure) != kFigures.end();
}

ListingLines linesOfFigure(std::string_view listing, std::string_view form, std::string_view figure,
                           std::string_view function)
{
    ListingLines all;
    ListingLines own; ///< of the function
    std::set<std::string, std::less<>> namesOfAll;
    std::set<std::string, std::less<>> namesOfOwn;
    bool isInside = false;
    eachLine(listing, [&](std::string_view line, int number) {
        if (const std::string heading = headingOf(line, form); !heading.empty()) {
            isInside = heading == function;
        } else if (line.starts_with(' ') && counts(line, form, figure)) {
            all.lines.push_back(number);
            namesOfAll.emplace(mnemonicOf(line));
            if (isInside) {
                own.lines.push_back(number);
                namesOfOwn.emplace(mnemonicOf(line));
            }
        }
    });
    ListingLines& found = own.lines.empty() ? all : own;
    for (const std::string& name : own.lines.empty() ? namesOfAll : namesOfOwn) {
        found.names += (found.names.empty() ? "" : ", ") + name;
    }
    return found;
}

ListingLines functionAtLine(std::string_view listing, std::string_view form, std::string_view source, int sourceLine)
{
    std::vector<std::pair<std::string, int>> functions;
    eachLine(listing, [&](std::string_view line, int number) {
        if (std::string heading = headingOf(line, form); !heading.empty()) {
            functions.emplace_back(std::move(heading), number);
        }
    });
    ListingLines found;
    eachLine(source, [&](std::string_view line, int number) {
        if (number > sourceLine || trimmed(line).ends_with(';')) { // a call or a declaration is no place to stand in
            return;
        }
        for (const auto& [name, heading] : functions) {
            if (opens(line, name)) {
                found = {{heading}, name};
            }
        }
    });
    return found;
}

} // namespace espalier
