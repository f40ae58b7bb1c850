#include "core/review/comment.h"

#include "core/base/jsonmembers.h"

namespace espalier {
namespace {

constexpr std::size_t kLongestQuote = 200;

} // namespace

std::string toText(const CommentText& comment)
{
    const nlohmann::json document{{"text", comment.text},
                                  {"side", comment.side == CommentSide::Own ? "own" : "parent"},
                                  {"quote", comment.quote.substr(0, kLongestQuote)}};
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

CommentText commentTextFrom(const std::string& text)
{
    const nlohmann::json document = parsedObject(text);
    const std::string said = textOf(document, "text");
    if (said.empty()) {
        return {text.substr(0, kLongestRemark), CommentSide::Own, {}};
    }
    return {said.substr(0, kLongestRemark),
            textOf(document, "side") == "parent" ? CommentSide::Parent : CommentSide::Own,
            textOf(document, "quote").substr(0, kLongestQuote)};
}

} // namespace espalier
