#include "core/synthesis/synthesizerchoice.h"

#include "core/base/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kWithDetail{"mailbox", "command", "replay", "anthropic", "openai"};
constexpr std::string_view kBetween = " + ";
constexpr std::string_view kTools = "+tools";

Error unknown(std::string_view text)
{
    return {
        ErrorKind::Usage, "there is no synthesizer \"" + std::string(text) + "\"", "",
        "use rules, mailbox:DIR, command:PROGRAM, replay:DIR, anthropic:MODEL or openai:MODEL@URL; all but rules may "
        "end in +tools"};
}

bool isNumber(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Takes "80*" away from the start; 1 where there is none, nothing where it is no weight.
std::optional<double> takeWeight(std::string_view& text)
{
    const auto star = text.find('*');
    const auto colon = text.find(':');
    if (star == std::string_view::npos || colon < star) {
        return 1;
    }
    double weight = 0;
    const std::string_view number = trimmed(text.substr(0, star));
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), weight);
    const bool isWeight = error == std::errc() && end == number.data() + number.size();
    text = trimmed(text.substr(star + 1));
    return isWeight && std::isfinite(weight) && weight > 0 ? std::optional(weight) : std::nullopt;
}

/// Where "+tools" or "+tools=DIR:DIR" begins in a detail; npos where it has none. The first one: what folders behind it
/// are called is their owner's affair.
std::size_t toolsAt(std::string_view detail)
{
    std::size_t at = detail.find(kTools);
    while (at != std::string_view::npos) {
        const std::size_t end = at + kTools.size();
        if (end == detail.size() || detail[end] == '=') {
            return at;
        }
        at = detail.find(kTools, end);
    }
    return at;
}

/// Takes "+tools" or "+tools=DIR:DIR" away from the end of a detail into the choice.
void takeTools(SynthesizerChoice& choice)
{
    const std::string detail = choice.detail;
    const std::size_t at = toolsAt(detail);
    if (at == std::string::npos) {
        return;
    }
    const std::size_t end = at + kTools.size();
    choice.tools = true;
    choice.detail = trimmed(std::string_view(detail).substr(0, at));
    for (std::size_t start = end + 1; start < detail.size();) {
        const std::size_t stop = std::min(detail.find(':', start), detail.size());
        if (stop > start) {
            choice.code.push_back(detail.substr(start, stop - start));
        }
        start = stop + 1;
    }
}

std::string absolute(const std::string& folder)
{
    std::error_code failed;
    const fs::path path = fs::absolute(folder, failed);
    return failed ? folder : path.lexically_normal().string();
}

bool hasFolder(const SynthesizerChoice& choice)
{
    return choice.kind == "mailbox" || (choice.kind == "replay" && !isNumber(choice.detail));
}

/// A session keeps its choice as text with absolute folders. What is wrong where another folder would be read from it.
std::optional<Error> notKeepable(const SynthesizerChoice& choice)
{
    const char* const kTodo = "give it another name, or a link to it without them";
    for (const std::string& folder : choice.code) {
        const std::string whole = absolute(folder);
        if (whole.find(':') != std::string::npos || whole.find(kBetween) != std::string::npos) {
            return Error{ErrorKind::Usage, "the tools cannot search " + whole,
                         "\":\" and \" + \" stand between folders and between synthesizers", kTodo};
        }
    }
    const std::string whole = hasFolder(choice) ? absolute(choice.detail) : std::string();
    if (whole.find(kBetween) != std::string::npos || toolsAt(whole) != std::string::npos) {
        return Error{ErrorKind::Usage, "the folder " + whole + " cannot be used",
                     "\" + \" and \"+tools\" end the name of a folder", kTodo};
    }
    return std::nullopt;
}

Result<SynthesizerChoice> parseOne(std::string_view text)
{
    std::string_view rest = text;
    const auto weight = takeWeight(rest);
    if (!weight) {
        return Error{ErrorKind::Usage, "\"" + std::string(text) + "\" has no weight that is a number above 0", "",
                     "write it as in 80*mailbox:box + 20*rules"};
    }
    if (rest == "rules") {
        return SynthesizerChoice{*weight, "rules", ""};
    }
    const auto colon = rest.find(':');
    const std::string_view kind = rest.substr(0, colon);
    const std::string_view detail = colon == std::string_view::npos ? "" : trimmed(rest.substr(colon + 1));
    SynthesizerChoice choice{*weight, std::string(kind), std::string(detail)};
    takeTools(choice);
    if (std::ranges::find(kWithDetail, kind) == kWithDetail.end() || choice.detail.empty()) {
        return unknown(rest);
    }
    if (auto problem = notKeepable(choice)) {
        return *std::move(problem);
    }
    return choice;
}

/// Three digits are enough for a share, in every locale with a point.
std::string weightText(double weight)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), weight, std::chars_format::general, 3).ptr;
    return {text.data(), end};
}

std::string toolsText(const SynthesizerChoice& choice)
{
    std::string folders;
    for (const std::string& folder : choice.code) {
        folders += (folders.empty() ? "=" : ":") + absolute(folder);
    }
    return choice.tools ? std::string(kTools) + folders : std::string();
}

std::string toText(const SynthesizerChoice& choice)
{
    if (choice.kind == "rules") {
        return choice.kind;
    }
    return choice.kind + ":" + (hasFolder(choice) ? absolute(choice.detail) : choice.detail) + toolsText(choice);
}

} // namespace

Result<std::vector<SynthesizerChoice>> parseSynthesizers(std::string_view text)
{
    std::vector<SynthesizerChoice> choices;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(kBetween, at), text.size());
        auto choice = parseOne(trimmed(text.substr(at, end - at)));
        if (!choice) {
            return choice.error();
        }
        choices.push_back(*std::move(choice));
        at = end + kBetween.size();
    }
    return choices;
}

std::string toText(const std::vector<SynthesizerChoice>& choices)
{
    std::string text;
    for (const SynthesizerChoice& choice : choices) {
        text += text.empty() ? "" : kBetween;
        text += choices.size() > 1 ? weightText(choice.weight) + "*" : "";
        text += toText(choice);
    }
    return text;
}

} // namespace espalier
