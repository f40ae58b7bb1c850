#include "core/synthesis/answer/parseanswer.h"

#include "core/base/utf8.h"
#include "core/synthesis/answer/answerlayout.h"
#include "core/synthesis/answer/plaintext.h"
#include "core/synthesis/answer/searchreplace.h"

#include <algorithm>
#include <array>
#include <optional>

namespace espalier {
namespace {

constexpr std::size_t kLongestQuote = 160; ///< of a refusal, in characters

/// Whether a fence of this name may hold a source of the language.
bool names(std::string_view word, std::string_view language)
{
    static constexpr std::array<std::string_view, 4> kCpp{"c++", "cc", "cxx", "c"};
    static constexpr std::array<std::string_view, 2> kOpenCl{"cl", "c"};
    static constexpr std::array<std::string_view, 6> kCuda{"cu", "cuda-cpp", "cuda-c++", "cpp", "c++", "c"};
    static constexpr std::array<std::string_view, 3> kTriton{"python", "py", "python3"};
    const auto isOne = [&](const auto& words) { return std::find(words.begin(), words.end(), word) != words.end(); };
    return word.empty() || word == language || (language == "cpp" && isOne(kCpp)) ||
           (language == "opencl" && isOne(kOpenCl)) || (language == "cuda" && isOne(kCuda)) ||
           (language == "triton" && isOne(kTriton));
}

std::string sizeOf(std::size_t bytes)
{
    return std::to_string((bytes + 1023) >> 10) + " KiB"; // rounded up: one byte over a cap is seen to be over it
}

/// What is wrong with the bytes before anything is read.
std::optional<AnswerError> faultOfBytes(std::string_view answer)
{
    if (answer.size() > kLongestAnswer) {
        return AnswerError{AnswerFault::TooLarge, "it has " + sizeOf(answer.size()) + ", more than the " +
                                                      sizeOf(kLongestAnswer) + " that are read"};
    }
    if (answer.find('\0') != std::string_view::npos) {
        return AnswerError{AnswerFault::NotText, "it holds NUL bytes"};
    }
    return std::nullopt;
}

/// What is wrong with the parts beside each other.
std::optional<AnswerError> faultOfForm(const AnswerLayout& layout, std::string_view language)
{
    if (layout.sources.empty() && layout.edits.empty()) {
        const std::string said = firstSentences(layout.prose, 1, kLongestQuote);
        return AnswerError{AnswerFault::NoCode,
                           said.empty() ? "it is empty" : "it has no code but says \"" + said + '"'};
    }
    if (!layout.sources.empty() && !layout.edits.empty()) {
        return AnswerError{AnswerFault::MixedForms, "it has both a fenced source and edits"};
    }
    if (layout.sources.size() > 1) {
        return AnswerError{AnswerFault::SeveralSources,
                           "it has " + std::to_string(layout.sources.size()) + " fenced blocks where one is asked for"};
    }
    if (!layout.sources.empty() && !names(layout.sources.front().language, language)) {
        return AnswerError{AnswerFault::OtherLanguage, "its fence names " +
                                                           quotedFirstLine(layout.sources.front().language) +
                                                           ", the source is to be in " + std::string(language)};
    }
    return std::nullopt;
}

std::string_view withoutEnd(std::string_view source)
{
    return source.substr(0, source.find_last_not_of(" \t\n") + 1);
}

/// What is wrong with the source that came out.
std::optional<AnswerError> faultOfSource(std::string_view source, std::string_view parent)
{
    if (source.size() > kLongestAnsweredSource) {
        return AnswerError{AnswerFault::TooLarge, "the source would have " + sizeOf(source.size()) +
                                                      ", more than the " + sizeOf(kLongestAnsweredSource) + " allowed"};
    }
    if (!isPlainText(source)) {
        return AnswerError{AnswerFault::NotText, "the source holds bytes that are not UTF-8"};
    }
    if (isBlank(source)) {
        return AnswerError{AnswerFault::EmptySource, "the source is empty"};
    }
    if (withoutEnd(source) == withoutEnd(parent)) {
        return AnswerError{AnswerFault::SameSource, "the source is equal to the parent's"};
    }
    return std::nullopt;
}

} // namespace

std::variant<ParsedAnswer, AnswerError> parseAnswer(std::string_view answer, std::string_view parentSource,
                                                    std::string_view language)
{
    if (auto error = faultOfBytes(answer)) {
        return *std::move(error);
    }
    auto layout = layoutOf(withLineFeeds(answer));
    if (auto* error = std::get_if<AnswerError>(&layout)) {
        return std::move(*error);
    }
    AnswerLayout& parts = std::get<AnswerLayout>(layout);
    if (auto error = faultOfForm(parts, language)) {
        return *std::move(error);
    }
    const std::string parent = withLineFeeds(parentSource);
    std::string source;
    if (!parts.sources.empty()) {
        source = std::move(parts.sources.front().text);
    } else {
        auto edited = withEdits(parent, parts.edits);
        if (auto* error = std::get_if<AnswerError>(&edited)) {
            return std::move(*error);
        }
        source = std::get<std::string>(std::move(edited));
    }
    if (auto error = faultOfSource(source, parent)) {
        return *std::move(error);
    }
    return ParsedAnswer{std::move(source), firstSentences(parts.prose, 2, kLongestSummary)};
}

} // namespace espalier
