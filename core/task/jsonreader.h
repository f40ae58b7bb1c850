#pragma once

#include "core/base/result.h"
#include "core/task/wording.h"

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// The first thing found wrong in a file, as an Error that names file, key, reason and remedy. Later ones are dropped:
/// they are mostly consequences of the first.
class Complaints
{
public:
    explicit Complaints(std::filesystem::path file) : m_file(std::move(file)) {}

    void add(const std::string& key, std::string why, std::string todo);
    bool empty() const { return !m_first; }
    const Error& first() const { return *m_first; } ///< not when empty

private:
    std::filesystem::path m_file;
    std::optional<Error> m_first;
};

/// JSON that a person wrote: a key given twice is an error, comments are not allowed, and what the parser says comes
/// with line and column.
Result<nlohmann::json> parseStrictJson(const std::filesystem::path& file, std::string_view text);
/// The same of a file of at most `cap` bytes.
Result<nlohmann::json> readStrictJson(const std::filesystem::path& file, std::size_t cap);

/// Reads one JSON object key by key. Absent and mistyped values are complained about and replaced by a default, so that
/// reading goes straight on; finish() complains about every key that nobody asked for. Lives within one function; the
/// document and the complaints outlive it.
class ObjectReader
{
public:
    /// `path` is where the object stands, as shown to people: "inputs[1].distribution", or empty for the whole
    /// document.
    ObjectReader(const nlohmann::json& value, std::string path, Complaints& complaints);

    bool has(const std::string& key); ///< of an optional key: known from now on
    std::string keyPath(const std::string& key) const;
    std::vector<std::string> keys() const;

    std::string text(const std::string& key, std::size_t cap = 200);
    std::string name(const std::string& key); ///< a C++ identifier that is no keyword
    double number(const std::string& key, double low, double high);
    bool boolean(const std::string& key);
    std::int64_t integer(const std::string& key, std::int64_t low, std::int64_t high);
    /// Number or expression, as text to parse.
    std::string formula(const std::string& key);
    std::vector<std::string> texts(const std::string& key, std::size_t most);
    /// The elements of a list of at least `least` and at most `most`; empty when it is off.
    const std::vector<nlohmann::json>& list(const std::string& key, std::size_t least, std::size_t most);
    const nlohmann::json& object(const std::string& key);

    void finish();

private:
    const nlohmann::json* find(const std::string& key);
    void complain(const std::string& key, std::string why, std::string todo);

    const nlohmann::json& m_value;
    std::string m_path;
    Complaints& m_complaints;
    std::set<std::string> m_asked;
};

} // namespace espalier
