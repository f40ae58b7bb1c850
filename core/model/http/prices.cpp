#include "core/model/http/prices.h"

#include "core/base/file.h"
#include "core/base/paths.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kLargestFile = std::size_t{1} << 20;

bool hasOnly(const json& object, std::initializer_list<std::string_view> names)
{
    if (!object.is_object()) {
        return false;
    }
    for (const auto& member : object.items()) {
        if (std::find(names.begin(), names.end(), member.key()) == names.end()) {
            return false;
        }
    }
    return true;
}

/// A price of the entry, or `otherwise` where it says nothing; none when it is no price.
std::optional<double> priceOf(const json& entry, const char* name, std::optional<double> otherwise)
{
    const auto found = entry.find(name);
    if (found == entry.end()) {
        return otherwise;
    }
    // 1e6: a dollar a token. Whoever writes more has another unit in mind.
    return found->is_number() && found->get<double>() >= 0 && found->get<double>() <= 1e6
               ? std::optional(found->get<double>())
               : std::nullopt;
}

std::optional<Price> priceOf(const json& entry)
{
    const auto in = priceOf(entry, "in", std::nullopt);
    const auto cacheRead = priceOf(entry, "cached", in);
    const auto cacheWritten = priceOf(entry, "cache_write", in);
    const auto out = priceOf(entry, "out", std::nullopt);
    if (!in || !cacheRead || !cacheWritten || !out) {
        return std::nullopt;
    }
    return Price{*in, *cacheRead, *cacheWritten, *out};
}

bool matches(std::string_view pattern, std::string_view model)
{
    return pattern.ends_with('*') ? model.starts_with(pattern.substr(0, pattern.size() - 1)) : model == pattern;
}

} // namespace

TokenCount& TokenCount::operator+=(const TokenCount& other)
{
    in += other.in;
    cacheRead += other.cacheRead;
    cacheWritten += other.cacheWritten;
    out += other.out;
    return *this;
}

double money(const TokenCount& tokens, const Price& price)
{
    return (static_cast<double>(tokens.in) * price.in + static_cast<double>(tokens.cacheRead) * price.cacheRead +
            static_cast<double>(tokens.cacheWritten) * price.cacheWritten +
            static_cast<double>(tokens.out) * price.out) /
           1e6;
}

Result<PriceTable> PriceTable::load()
{
    std::error_code ignored;
    const std::filesystem::path own = ownPricesFile();
    return fromFile(std::filesystem::exists(own, ignored) ? own : shareFolder() / "models" / "prices.json");
}

Result<PriceTable> PriceTable::fromFile(const std::filesystem::path& file)
{
    const auto text = readFile(file, kLargestFile);
    if (!text) {
        return text.error();
    }
    const auto broken = [&](const std::string& why) {
        return Error{ErrorKind::Usage, "cannot read the prices in " + file.string(), why,
                     "mend the file; the manual's page models.md shows its form"};
    };
    const json document = json::parse(*text, nullptr, false);
    if (!hasOnly(document, {"about", "date", "prices"})) {
        return broken("it is not one JSON object with about, date and prices");
    }
    const auto list = document.find("prices");
    if (list == document.end() || !list->is_array()) {
        return broken("prices is no list");
    }
    PriceTable table;
    for (const json& entry : *list) {
        const std::string place = "entry " + std::to_string(table.m_entries.size() + 1);
        if (!hasOnly(entry, {"models", "in", "cached", "cache_write", "out"})) {
            return broken(place + " has keys besides models, in, cached, cache_write and out");
        }
        const auto models = entry.find("models");
        const auto price = priceOf(entry);
        if (models == entry.end() || !models->is_string() || models->get_ref<const std::string&>().empty() || !price) {
            return broken(place + " lacks models, in or out, or one of its prices is none");
        }
        table.m_entries.push_back({models->get<std::string>(), *price});
    }
    return table;
}

std::optional<Price> PriceTable::find(std::string_view model) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return matches(entry.models, model); });
    return found == m_entries.end() ? std::nullopt : std::optional(found->price);
}

std::filesystem::path ownPricesFile()
{
    return configFolder() / "prices.json";
}

} // namespace espalier
