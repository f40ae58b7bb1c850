#include "core/store/sessionlink.h"

#include "core/base/file.h"
#include "core/base/jsonmembers.h"

#include <algorithm>
#include <limits>

namespace espalier {
namespace {

constexpr std::size_t kLongestLink = 16 * 1024; ///< bytes; a path has 4096 at most
constexpr std::size_t kLongestPath = 4096;
constexpr int kVersion = 1;

Error broken(const std::string& why)
{
    return {ErrorKind::Usage, "the link cannot be followed", why,
            "write it anew with `espalier export SESSION --as link`"};
}

std::optional<std::int64_t> wholeNumber(const nlohmann::json& document, const char* name, std::int64_t most)
{
    const nlohmann::json& value = memberOf(document, name);
    // A number above the signed range would wrap around when read as one.
    if (!value.is_number_integer() ||
        (value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t(most))) {
        return std::nullopt;
    }
    const auto number = value.get<std::int64_t>();
    return number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

} // namespace

std::string toJson(const SessionLink& link)
{
    nlohmann::json document{
        {"espalier", "link"}, {"version", kVersion}, {"store", link.store.string()}, {"session", link.session}};
    if (link.node) {
        document["node"] = *link.node;
    }
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<SessionLink> linkFromJson(std::string_view text)
{
    if (text.size() > kLongestLink) {
        return broken("it is longer than any link");
    }
    const nlohmann::json document = parsedObject(text);
    if (textOf(document, "espalier") != "link") {
        return broken("it is no document of the kind");
    }
    const auto version = wholeNumber(document, "version", 1'000'000);
    if (!version || *version > kVersion) {
        return broken("it was written by a later version");
    }
    const std::string folder = textOf(document, "store");
    const bool printable = std::ranges::none_of(folder, [](char c) { return static_cast<unsigned char>(c) < ' '; });
    if (!folder.starts_with('/') || folder.size() > kLongestPath || !printable) {
        return broken("its store is no absolute path");
    }
    SessionLink link;
    link.store = std::filesystem::path(folder).lexically_normal();
    const auto session = wholeNumber(document, "session", std::numeric_limits<std::int64_t>::max());
    if (!session || *session < 1) {
        return broken("it names no session");
    }
    link.session = *session;
    if (document.contains("node")) {
        const auto node = wholeNumber(document, "node", std::numeric_limits<NodeNumber>::max());
        if (!node) {
            return broken("its node is no number of a node");
        }
        link.node = static_cast<NodeNumber>(*node);
    }
    return link;
}

Result<void> checkLink(const SessionLink& link)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(link.store / "espalier.db", ignored)) {
        return Error{ErrorKind::Answer, "the link leads nowhere", "there is no store in " + link.store.string(),
                     "open the store where it is now, and write the link anew"};
    }
    return {};
}

Result<SessionLink> readLink(const std::filesystem::path& file)
{
    const Result<std::string> text = readFile(file, kLongestLink);
    if (!text) {
        return text.error();
    }
    Result<SessionLink> link = linkFromJson(*text);
    if (!link) {
        return link;
    }
    if (const auto there = checkLink(*link); !there) {
        return there.error();
    }
    return link;
}

} // namespace espalier
