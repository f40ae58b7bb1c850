#include "core/recall/errorsignature.h"

#include "core/recall/messagewording.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace espalier {
namespace {

constexpr std::size_t kLinesRead = 2000; ///< of a build log; the first error stands at its beginning
constexpr std::size_t kLineRead = 1000;  ///< bytes
constexpr std::string_view kRefused = "the compiler refused it: ";

/// "candidate.cpp:12:5: rest" → "rest": PoCL names the place behind the word error.
std::string_view withoutPlace(std::string_view message)
{
    const std::string_view first = message.substr(0, message.find(' '));
    const bool isPlace = first.size() > 2 && first.ends_with(':') && first.find(':') + 1 < first.size() &&
                         first.find_first_of("0123456789") != std::string_view::npos;
    return isPlace ? message.substr(std::min(first.size() + 1, message.size())) : message;
}

/// A line of the source that the compiler shows: "   12 |   float x".
bool isQuotedSource(std::string_view line)
{
    const std::size_t begin = line.find_first_not_of(" 0123456789");
    return begin != std::string_view::npos && line[begin] == '|';
}

/// What the linker's driver says after the linker has said what is wrong.
bool isAftermath(std::string_view line)
{
    return line.starts_with("collect2:") || line.find("linker command failed") != std::string_view::npos;
}

/// The message of a line that reports an error.
std::optional<std::string_view> errorIn(std::string_view line)
{
    for (const std::string_view sign : {"undefined reference to ", "multiple definition of ", "undefined symbol: "}) {
        if (const std::size_t at = line.find(sign); at != std::string_view::npos) {
            return line.substr(at);
        }
    }
    for (const std::string_view sign : {"internal compiler error", "fatal error: ", "error: ", "Error: "}) {
        const std::size_t at = line.find(sign);
        if (at != std::string_view::npos && (at == 0 || line[at - 1] == ' ')) {
            return sign.starts_with("internal") ? sign : withoutPlace(line.substr(at + sign.size()));
        }
    }
    return std::nullopt;
}

std::string firstErrorOf(std::string_view log)
{
    std::string aftermath;
    for (std::size_t count = 0; count < kLinesRead && !log.empty(); ++count) {
        const std::size_t end = log.find('\n');
        const std::string_view line = log.substr(0, std::min(end, kLineRead));
        log.remove_prefix(end == std::string_view::npos ? log.size() : end + 1);
        const auto message = isQuotedSource(line) ? std::nullopt : errorIn(line);
        if (message && !isAftermath(line)) {
            return messageWording(*message);
        }
        if (message && aftermath.empty()) {
            aftermath = messageWording(*message);
        }
    }
    return aftermath;
}

std::string buildFault(const Evaluation& evaluation)
{
    std::string_view reason = evaluation.reason;
    if (reason.starts_with(kRefused)) {
        reason.remove_prefix(kRefused.size());
        const std::string first = firstErrorOf(evaluation.build.log);
        return first.empty() ? messageWording(withoutPlace(errorIn(reason).value_or(reason))) : first;
    }
    return messageWording(reason);
}

/// A reason without the case it ends with, and that case.
struct Sentence
{
    std::string_view text;
    std::string place; ///< " (case tiny, varied inputs: spikes)"; a hidden case has no name
};

Sentence sentenceOf(std::string_view reason)
{
    for (const std::string_view open : {" (hidden case ", " (case "}) {
        const std::size_t at = reason.rfind(open);
        if (at == std::string_view::npos || !reason.ends_with(')')) {
            continue;
        }
        const std::string_view inside = reason.substr(at + open.size(), reason.size() - at - open.size() - 1);
        const std::size_t comma = inside.find(", varied inputs: ");
        const bool hidden = open.find("hidden") != std::string_view::npos;
        std::string place = hidden ? " (a hidden case" : " (case " + std::string(inside.substr(0, comma)).substr(0, 40);
        if (comma != std::string_view::npos) {
            place += std::string(inside.substr(comma)).substr(0, 40);
        }
        return {reason.substr(0, at), place + ")"};
    }
    return {reason, ""};
}

std::optional<std::uint64_t> numberIn(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// "y: 3 of 128 elements are wrong, the worst is y[0][2]: got nan, …" → "few elements of y, NaN". How many is told in
/// three steps: an exact share would give every kernel a fault of its own.
std::optional<std::string> wrongElements(std::string_view sentence)
{
    const std::size_t end = sentence.find(" element");
    const std::size_t of = sentence.substr(0, end).rfind(" of ");
    if (end == std::string_view::npos || of == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t blank = sentence.rfind(' ', of - 1);
    const std::size_t colon = blank == std::string_view::npos ? blank : sentence.rfind(':', blank);
    if (of == 0 || colon == std::string_view::npos || colon + 1 != blank) {
        return std::nullopt;
    }
    const auto wrong = numberIn(sentence.substr(blank + 1, of - blank - 1));
    const auto all = numberIn(sentence.substr(of + 4, end - of - 4));
    if (!wrong || !all || *wrong > *all) {
        return std::nullopt;
    }
    const std::size_t before = sentence.rfind(' ', colon);
    const std::size_t name = before == std::string_view::npos ? 0 : before + 1;
    std::string text = *wrong == *all            ? "all elements of "
                       : *wrong >= *all / 10 + 1 ? "many elements of "
                                                 : "few elements of ";
    text += std::string(sentence.substr(name, colon - name)).substr(0, 40);
    const std::size_t got = sentence.find(": got ", end);
    const std::string_view value = got == std::string_view::npos ? "" : sentence.substr(got + 6);
    const std::string_view plain = value.starts_with('-') ? value.substr(1) : value;
    return text + (plain.starts_with("nan") ? ", NaN" : plain.starts_with("inf") ? ", infinite" : "");
}

std::string wrongAnswer(std::string_view sentence)
{
    if (sentence.find("less than the declared precision") != std::string_view::npos) {
        return "it computes in less than the declared precision";
    }
    const auto elements = wrongElements(sentence);
    if (!elements) {
        return messageWording(sentence);
    }
    const bool all = sentence.starts_with("it left its outputs untouched");
    const bool some = sentence.find("% of its outputs untouched") != std::string_view::npos;
    return *elements + (all ? ", outputs left untouched" : some ? ", part of the outputs left untouched" : "");
}

/// Stages are our own words, but what is read back from a store may be anything.
std::string stageOf(const Evaluation& evaluation)
{
    return evaluation.stage.empty() ? "" : " at " + messageWording(evaluation.stage, 20);
}

std::string printableAscii(std::string text)
{
    std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text.substr(0, kSignatureCap);
}

} // namespace

std::string errorSignature(const Evaluation& evaluation)
{
    if (isValid(evaluation.verdict)) {
        return {};
    }
    if (evaluation.stage == "build") {
        return printableAscii("build: " + buildFault(evaluation));
    }
    const Sentence sentence = sentenceOf(evaluation.reason);
    if (evaluation.verdict == Verdict::Wrong && evaluation.stage != "sanitizers") {
        return printableAscii("wrong: " + wrongAnswer(sentence.text) + sentence.place);
    }
    return printableAscii(std::string(toText(evaluation.verdict)) + stageOf(evaluation) + ": " +
                          messageWording(sentence.text));
}

} // namespace espalier
