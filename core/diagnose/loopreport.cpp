#include "core/diagnose/loopreport.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <string>

namespace espalier {
namespace {

constexpr std::size_t kReportCap = std::size_t{4} << 20;
constexpr std::size_t kReasonCap = 160;
constexpr std::string_view kOwnSource = "candidate.cpp";

struct LoopFate
{
    bool vectorised = false;
    bool givenUp = false;
    std::string reason;
};
using Loops = std::map<std::string, LoopFate, std::less<>>; ///< by "line:column"

/// What follows `key` on a line, without quotes.
std::string_view after(std::string_view line, std::string_view key)
{
    const std::size_t at = line.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    std::string_view rest = line.substr(at + key.size());
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\'')) {
        rest.remove_prefix(1);
    }
    while (!rest.empty() && (rest.back() == ' ' || rest.back() == '\'' || rest.back() == '.')) {
        rest.remove_suffix(1);
    }
    return rest;
}

std::string reasonFrom(std::string_view text)
{
    std::string reason(text.substr(0, kReasonCap));
    std::erase_if(reason, [](char c) { return c < ' ' || c > '~'; }); // it may quote the candidate's text
    return reason;
}

/// 12 of "12:31" and of "Line: 12, Column: 31"; 0 where there is none.
int lineOf(std::string_view place)
{
    const std::size_t digit = place.find_first_of("0123456789");
    int line = 0;
    if (digit != std::string_view::npos) {
        std::from_chars(place.data() + digit, place.data() + place.size(), line);
    }
    return line;
}

bool isOfOuterLoop(std::string_view reason)
{
    return reason.find("nest") != std::string_view::npos || reason.find("outer") != std::string_view::npos;
}

/// "candidate.cpp:12:31: optimized: loop vectorized using 32 byte vectors"
void takeGccLine(std::string_view line, Loops& loops)
{
    const std::size_t end = line.find(": ");
    const std::size_t name = line.find(kOwnSource);
    if (end == std::string_view::npos || name == std::string_view::npos || name + kOwnSource.size() >= end) {
        return;
    }
    const std::string place(line.substr(name + kOwnSource.size() + 1, end - name - kOwnSource.size() - 1));
    if (line.find("optimized: loop vectorized") != std::string_view::npos) {
        loops[place].vectorised = true;
    } else if (line.find("missed: couldn't vectorize loop") != std::string_view::npos) {
        loops[place].givenUp = true;
    } else if (const std::string_view reason = after(line, "missed: not vectorized:"); !reason.empty()) {
        loops[place].reason = reasonFrom(reason);
    }
}

/// One document of clang's record, from "---" on.
void takeClangDocument(std::string_view document, Loops& loops)
{
    const std::size_t file = document.find("File: ");
    const std::size_t line = document.find("Line: ");
    if (file == std::string_view::npos || line == std::string_view::npos ||
        document.substr(file, line - file).find(kOwnSource) == std::string_view::npos) {
        return;
    }
    LoopFate& loop = loops[std::string(document.substr(line, document.find('}', line) - line))];
    if (document.starts_with("--- !Passed")) {
        loop.vectorised = true;
    } else if (document.starts_with("--- !Missed")) {
        loop.givenUp = true;
    }
    const std::size_t said = document.find("loop not vectorized: ");
    if (said != std::string_view::npos) {
        const std::string_view rest = document.substr(said, document.find("\n...", said) - said);
        const std::size_t newline = std::min(rest.find('\n'), rest.size());
        const std::string_view next = rest.substr(newline, rest.find('\n', newline + 1) - newline);
        const std::string_view here = after(rest.substr(0, newline), "loop not vectorized:");
        loop.reason = reasonFrom(here.empty() ? after(next, "String:") : here);
    }
}

void takeAll(std::string_view text, Loops& loops)
{
    const bool isClang = text.starts_with("--- !");
    const std::string_view separator = isClang ? "\n--- " : "\n";
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        const std::string_view part = text.substr(0, end);
        isClang ? takeClangDocument(part, loops) : takeGccLine(part, loops);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

} // namespace

void addLoopReport(std::string_view text, BuildFacts& facts)
{
    Loops loops;
    takeAll(text, loops);
    for (const auto& [place, loop] : loops) {
        facts.hasLoopReport = facts.hasLoopReport || loop.vectorised || loop.givenUp;
        facts.loopsVectorised += loop.vectorised ? 1 : 0;
        if (!loop.vectorised && loop.givenUp && !isOfOuterLoop(loop.reason)) {
            ++facts.loopsNotVectorised;
            if (!loop.reason.empty()) {
                facts.whyNotVectorised = loop.reason;
                facts.lineNotVectorised = lineOf(place);
            }
        }
    }
}

void addLoopReport(const std::filesystem::path& file, BuildFacts& facts)
{
    std::ifstream stream(file, std::ios::binary);
    std::string text(kReportCap, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    addLoopReport(std::string_view(text), facts);
}

} // namespace espalier
