#include "core/review/bookmark.h"

#include "core/base/jsonmembers.h"

namespace espalier {
namespace {

constexpr std::size_t kLongestTitle = 200;
constexpr int kLastStep = 1'000'000'000;

/// At most kLongestTitle bytes of the first line, no character cut in two.
std::string titleFrom(const std::string& text)
{
    std::string title = text.substr(0, text.find_first_of("\r\n"));
    if (title.size() > kLongestTitle) {
        std::size_t end = kLongestTitle;
        while (end > 0 && (static_cast<unsigned char>(title[end]) & 0xC0U) == 0x80) {
            --end;
        }
        title.resize(end);
    }
    return title;
}

} // namespace

std::string toText(const BookmarkText& bookmark)
{
    if (bookmark == BookmarkText{}) {
        return {};
    }
    nlohmann::json document{{"title", bookmark.title}};
    if (bookmark.step) {
        document["step"] = *bookmark.step;
    }
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

BookmarkText bookmarkTextFrom(const std::string& text)
{
    const nlohmann::json document = parsedObject(text);
    if (!document.is_object()) {
        return {titleFrom(text)};
    }
    BookmarkText bookmark{titleFrom(textOf(document, "title"))};
    const auto step = document.find("step");
    if (step != document.end() && step->is_number_unsigned() && step->get<std::uint64_t>() <= kLastStep) {
        bookmark.step = step->get<int>();
    }
    return bookmark;
}

} // namespace espalier
