#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// The tokens of one answer, as providers bill them: each counts in one of these.
struct TokenCount
{
    std::size_t in = 0;           ///< read anew
    std::size_t cacheRead = 0;    ///< found in the provider's cache
    std::size_t cacheWritten = 0; ///< read anew and put into the provider's cache
    std::size_t out = 0;

    TokenCount& operator+=(const TokenCount& other);
    bool operator==(const TokenCount&) const = default;
};

/// US dollars per million tokens.
struct Price
{
    double in = 0;
    double cacheRead = 0;
    double cacheWritten = 0;
    double out = 0;

    bool operator==(const Price&) const = default;
};

/// US dollars.
double money(const TokenCount& tokens, const Price& price);

/// What models cost, read from prices.json: {"about", "date", "prices": [{"models", "in", "cached", "cache_write",
/// "out"}]}. "models" is a name, or the beginning of names when it ends in "*"; "cached" and "cache_write" are "in"
/// where they are left out. Unknown keys, negative prices and names without a price are errors.
class PriceTable
{
public:
    /// The user's own prices.json in configFolder() where there is one, else the one that comes with the program.
    static Result<PriceTable> load();
    static Result<PriceTable> fromFile(const std::filesystem::path& file);

    /// The first entry that names the model; none: its price is not known.
    std::optional<Price> find(std::string_view model) const;

private:
    struct Entry
    {
        std::string models;
        Price price;
    };

    std::vector<Entry> m_entries;
};

/// Where the user's own prices.json is looked for.
std::filesystem::path ownPricesFile();

} // namespace espalier
