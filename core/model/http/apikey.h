#pragma once

#include "core/base/result.h"

#include <iosfwd>
#include <string>
#include <string_view>

namespace espalier {

/// A provider's key, or none. It has no way into a stream, a string or a document but forHeader().
class ApiKey
{
public:
    ApiKey() = default; ///< none
    /// Blanks around it are dropped. Fails on what cannot stand in a header; the error does not show it. `source` is
    /// where it was found: "ANTHROPIC_API_KEY".
    static Result<ApiKey> fromText(std::string_view text, const std::string& source);

    bool isEmpty() const { return m_secret.empty(); }
    /// For the header of a request and nothing else.
    const std::string& forHeader() const { return m_secret; }
    /// The text with "[key]" wherever the key stood. A key under 12 characters is no secret but what local servers are
    /// given ("EMPTY"), and would be a word of an answer: nothing is replaced then.
    std::string masked(std::string text) const;

    friend std::ostream& operator<<(std::ostream&, const ApiKey&) = delete;
    template <class Json>
    friend void to_json(Json&, const ApiKey&) = delete;

private:
    friend class KeyMask;

    bool isSecret() const { return m_secret.size() >= 12; }

    std::string m_secret;
};

/// Masks a key in a text that arrives in parts, however it is split: holds back what may be the key's beginning.
class KeyMask
{
public:
    explicit KeyMask(const ApiKey& key) : m_key(key) {}

    /// What may be shown after this part.
    std::string take(std::string_view part);
    /// What was held back when nothing follows.
    std::string rest();

private:
    ApiKey m_key;
    std::string m_held;
};

} // namespace espalier
