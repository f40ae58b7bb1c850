#include "core/synthesis/tools/toolcall.h"

#include "core/synthesis/answer/answerlines.h"
#include "core/synthesis/answer/parseanswer.h"
#include "core/synthesis/answer/plaintext.h"
#include "core/synthesis/prompt/hostiletext.h"
#include "core/task/jsonreader.h"

#include <cstddef>
#include <optional>

namespace espalier {
namespace {

/// The code of an answer, as far as a call is concerned.
struct CodeParts
{
    std::size_t calls = 0;  ///< blocks named "tool"
    std::size_t others = 0; ///< other blocks, and edits outside of blocks
    std::string call;       ///< what the first of the calls holds
    bool cutOff = false;    ///< a call's block is never closed
};

CodeParts codeOf(std::string_view answer)
{
    CodeParts parts;
    std::optional<Fence> open;
    bool isCall = false; ///< what is open
    while (!answer.empty()) {
        const std::string_view line = takeLine(answer);
        const Fence fence = fenceOf(line);
        if (open && fence.closes(*open)) {
            open.reset();
        } else if (open) {
            if (isCall && parts.calls == 1) {
                parts.call.append(line).push_back('\n');
            }
        } else if (fence.length > 0) {
            open = fence;
            isCall = languageOf(fence) == "tool";
            ++(isCall ? parts.calls : parts.others);
        } else if (markOf(line) == Mark::Search) {
            ++parts.others;
        }
    }
    parts.cutOff = open && isCall;
    return parts;
}

std::variant<std::monostate, ToolCall, BrokenToolCall> callOf(const std::string& text)
{
    auto document = parseStrictJson("the call", text);
    if (!document) {
        return BrokenToolCall{prompting::oneLine(document.error().why)};
    }
    if (!document->is_object() || !document->contains("tool") || !(*document)["tool"].is_string()) {
        return BrokenToolCall{R"(it is no JSON object with a member "tool" that names a tool)"};
    }
    ToolCall call{(*document)["tool"].get<std::string>(), {}};
    document->erase("tool");
    call.arguments = *std::move(document);
    return call;
}

} // namespace

std::variant<std::monostate, ToolCall, BrokenToolCall> toolCallIn(std::string_view answer)
{
    if (answer.size() > kLongestAnswer) {
        return std::monostate();
    }
    const std::string text = withLineFeeds(answer);
    const CodeParts parts = codeOf(text);
    if (parts.calls == 0) {
        return std::monostate();
    }
    if (parts.cutOff) {
        return BrokenToolCall{"its block is never closed"};
    }
    if (parts.calls > 1) {
        return BrokenToolCall{"it holds " + std::to_string(parts.calls) + " calls, and one is made at a time"};
    }
    if (parts.others > 0) {
        return BrokenToolCall{"there is other code beside the call, and an answer is either a call or a candidate"};
    }
    return callOf(parts.call);
}

} // namespace espalier
