#include "core/model/http/modelchoice.h"

#include <algorithm>
#include <iterator>

namespace espalier {
namespace {

constexpr std::size_t kLongestModel = 200;

struct Api
{
    ModelApi api;
    std::string_view prefix;
    const char* address;
};

constexpr Api kApis[]{{ModelApi::Anthropic, "anthropic:", "https://api.anthropic.com"},
                      {ModelApi::OpenAi, "openai:", "https://api.openai.com"}};

Error unreadable(const char* why)
{
    return {ErrorKind::Usage, "the model cannot be read", why,
            "write it like anthropic:claude-sonnet-4-5 or openai:qwen@http://localhost:8000/v1"};
}

} // namespace

std::string ModelChoice::toText() const
{
    const auto found = std::find_if(std::begin(kApis), std::end(kApis), [&](const Api& one) { return one.api == api; });
    return std::string(found->prefix) + model + (hasOwnAddress ? "@" + address.text() : "");
}

Result<ModelChoice> parseModelChoice(std::string_view text)
{
    const auto api =
        std::find_if(std::begin(kApis), std::end(kApis), [&](const Api& one) { return text.starts_with(one.prefix); });
    if (api == std::end(kApis)) {
        return unreadable("it begins with neither anthropic: nor openai:");
    }
    text.remove_prefix(api->prefix.size());
    // Names of models may hold an @ of their own: the one that counts stands before the address.
    const std::size_t scheme = text.find("://");
    const std::size_t at = scheme == std::string_view::npos ? scheme : text.rfind('@', scheme);
    if (scheme != std::string_view::npos && at == std::string_view::npos) {
        return unreadable("there is an address without a model and an @ before it");
    }
    const std::string_view model = text.substr(0, at);
    if (model.empty() || model.size() > kLongestModel ||
        !std::all_of(model.begin(), model.end(), [](char c) { return c > ' ' && c <= '~'; })) {
        return unreadable("the model's name is empty, too long, or has blanks or other signs that no name has");
    }
    const bool hasOwnAddress = at != std::string_view::npos;
    const auto address = ServerAddress::parse(hasOwnAddress ? text.substr(at + 1) : std::string_view(api->address));
    if (!address) {
        return address.error();
    }
    return ModelChoice{api->api, std::string(model), *address, hasOwnAddress};
}

} // namespace espalier
